using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>
/// A server as a process of its own, whose child <c>web</c> is a real process too; its clients are other processes, or the tests' own where they
/// say what no client would.
/// </summary>
public abstract class TwoProcessSpecs : IAsyncLifetime
{
    protected const int Limit = 240_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("two-processes-").FullName;
    private readonly Marked _marked = new();
    private int _files;

    /// <summary>A path in the directory of the test.</summary>
    protected string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>The settings of a peer: short heartbeats and a free port, unless said otherwise.</summary>
    /// <param name="remote">More lines of <c>spinner.remote</c>.</param>
    /// <param name="web">More lines of the child <c>web</c>.</param>
    protected string Settings(string remote = "", string web = "") => Write($$"""
        akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [], coordinated-shutdown.phases.service-stop.timeout = 20s }
        spinner {
          run-dir = "{{PathOf("run")}}"
          defaults { stdout = none, stderr = none, env { {{Marked.Variable}} = {{_marked.Value}} } }
          children.web {
            command = "{{Dummy.Dotnet}}", args = ["{{Dummy.Dll}}", "print", "hello", "bind"]
            {{web}}
          }
          remote {
            port = 0, heartbeat-interval = 200ms, lost-after = 20s, answer-timeout = 40s
            {{remote}}
          }
        }
        """);

    /// <summary>The lines of <c>spinner.remote</c> for TLS with a certificate.</summary>
    protected string Tls(X509Certificate2 certificate, string trust)
    {
        var file = PathOf($"{_files++}.p12");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        return $"tls = on, certificate-file = \"{file}\"\n{trust}";
    }

    /// <summary>The lines that trust one certificate.</summary>
    protected static string Peer(string name, X509Certificate2 certificate, string role) =>
        $"peers.{name} {{ thumbprint = {RemotePeer.Of(certificate, RemoteRole.None).Thumbprint}, role = {role} }}";

    /// <summary>Asks a server something from here, over a connection of its own.</summary>
    protected static async Task<T> AskAsync<T>(string address, Func<ISpinner, Task<T>> ask)
    {
        await using var client = new Node("witness");
        await using var remote = client.System.ConnectSpinner(address);
        return await ask(remote);
    }

    /// <summary>Asks about the child until it is so.</summary>
    protected static Task UntilAsync(string address, Func<ChildInfo, bool> fact) => AskAsync(address, async remote =>
    {
        await RemoteCalls.UntilAsync(async () => fact((await remote.GetAsync("web"))!));
        return true;
    });

    /// <summary>The process of an outcome.</summary>
    protected static int Pid(string outcome)
    {
        Assert.StartsWith("pid ", outcome, StringComparison.Ordinal);
        return int.Parse(outcome["pid ".Length..], CultureInfo.InvariantCulture);
    }

    protected string Write(string text)
    {
        var file = PathOf($"{_files++}.conf");
        File.WriteAllText(file, text);
        return file;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Nothing the servers started is left.</summary>
    public async Task DisposeAsync()
    {
        try
        {
            await Eventually.HoldsAsync(() => _marked.Living.Count == 0, "all children are gone", Node.Limit);
        }
        finally
        {
            foreach (var pid in _marked.Living) ProcFacts.TrySignal(pid, 9);
            Directory.Delete(_directory, recursive: true);
        }
    }
}
