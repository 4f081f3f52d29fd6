using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Spinner.Actors;

namespace Spinner.Host.Tests;

/// <summary>A daemon of one test: its file, its socket, its logs, and callers by command line and HTTP. Disposing ends it.</summary>
internal sealed class DaemonRun : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly TempDirectory _directory = new();
    private readonly List<SpinnerProcess> _processes = [];

    public DaemonRun()
    {
        File = _directory.PathOf("children.conf");
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) =>
            new UnixEndpoint(Socket).ConnectAsync(token), MaxConnectionsPerServer = 2000 })
        {
            BaseAddress = new Uri("http://spinner"), Timeout = Limit,
        };
    }

    /// <summary>Relative to the directory of this test when given.</summary>
    public string Socket
    {
        get => _directory.PathOf(field);
        init;
    } = "control.sock";

    /// <summary>Whether a daemon has locked the socket.</summary>
    public bool HasLock => Directory.Exists(PathOf("state")) && Directory.EnumerateFiles(PathOf("state"), "*.lock").Any();

    public string File { get; }

    public HttpClient Http { get; }

    public SpinnerProcess Process => _processes[^1];

    /// <summary>More variables for the processes that are started from now on.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The program, and its arguments, under which the daemon runs; empty: none. See <see cref="Tests.Under"/>.</summary>
    public string[] Under { get; init; } = [];

    /// <summary>False: nobody reads what the daemon writes.</summary>
    public bool ReadsOutput { get; init; } = true;

    public string PathOf(params string[] names) => _directory.PathOf(names);

    /// <summary>A child that runs verbs of the Dummy, as a member of the block children.</summary>
    public static string Child(string name, string more = "", params string[] verbs)
    {
        var args = string.Join(", ", ((string[])[Dummy.Dll, .. verbs]).Select(a => $"\"{a}\""));
        return $"\"{name}\" {{ command = \"{Dummy.Dotnet}\", args = [{args}], {more} }}\n";
    }

    public static async Task<DaemonRun> UpAsync(params string[] children)
    {
        var daemon = new DaemonRun();
        daemon.Write(children);
        await daemon.StartAsync();
        return daemon;
    }

    public void Write(params string[] children) => WriteText($"spinner.children {{\n{string.Concat(children)}}}\n");

    public void WriteText(string text) => System.IO.File.WriteAllText(
        File, $"host.log-dir = \"{PathOf("logs")}\"\nspinner.state-dir = \"{PathOf("state")}\"\n{text}");

    /// <summary>Starts it, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        Launch();
        await Eventually.HoldsAsync(() => Process.HasExited || Process.Out.Contains($" on {Socket}, ", StringComparison.Ordinal),
            "the daemon listens", Limit);
        Assert.False(Process.HasExited, Process.Error);
    }

    public SpinnerProcess Launch()
    {
        string[] line = [.. Under, .. SpinnerProcess.Words, "up", "--plain", "--socket", Socket, "-c", File];
        _processes.Add(SpinnerProcess.Start(Environment, line[0], line[1..], ReadsOutput));
        return Process;
    }

    /// <summary>Runs a command of the program against this daemon.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        using var command = SpinnerProcess.Start(Environment, [.. args[..1], "--socket", Socket, .. args[1..]]);
        return (await command.EndAsync(), command.Out, command.Error);
    }

    /// <summary>What the API answers, as JSON.</summary>
    public async Task<(int Status, JsonElement Body)> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://spinner{path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, json.RootElement.Clone());
    }

    /// <summary>Waits until it answers: a socket is there before anybody listens on it.</summary>
    public async Task AnswersAsync(SpinnerProcess process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(Limit);
        while (true)
        {
            Assert.False(process.HasExited, process.Error);
            try
            {
                await AskAsync(HttpMethod.Get, "/health");
                return;
            }
            catch (HttpRequestException) when (!deadline.IsCancellationRequested)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    /// <summary>Has the API do something, such as <c>restart</c>, with a child.</summary>
    public async Task DoAsync(string verb, string name)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, $"/v1/children/{Uri.EscapeDataString(name)}/{verb}");
        Assert.True(status == 200, answer.GetRawText());
    }

    public async Task ReloadAsync()
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, "/v1/reload");
        Assert.True(status == 200, answer.GetRawText());
    }

    /// <summary>The process of a child that is to be started: as <c>wait</c> asks, and without a process of its own.</summary>
    /// <param name="name">The child.</param>
    /// <param name="after">A process of it that has ended, though the daemon may not know that yet.</param>
    public async Task<int> PidAsync(string name, int after = 0)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(Limit);
        while (true)
        {
            var child = (await AskAsync(HttpMethod.Get, "/v1/children")).Body.GetProperty(name);
            var state = child.GetProperty("state").GetString();
            if (state == "started" && child.GetProperty("pid").GetInt32() is var pid && pid != after) return pid;
            Assert.False(state == "faulted", child.GetRawText());
            Assert.False(deadline.IsCancellationRequested, $"it never started: {child.GetRawText()}");
            await timer.WaitForNextTickAsync();
        }
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        return socket;
    }

    public async Task<int> EndAsync(int signal = 15)
    {
        ProcFacts.Signal(Process.Pid, signal);
        return await Process.EndAsync();
    }

    public static Task GoneAsync(int group) =>
        Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(group).Count == 0, $"group {group} is gone", Limit);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                // What runs as process 1 of a namespace dies with who made that.
                ProcFacts.Signal(process.Pid, Under is ["unshare", ..] ? 9 : 15);
                await process.EndAsync();
            }

            process.Dispose();
        }

        _directory.Dispose();
    }
}
