using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.Tests;

/// <summary>The misbehaving child, and what a test needs to launch it and talk to it. Its verbs: run it without arguments.</summary>
public static class Dummy
{
    private static int _lastPort = Random.Shared.Next(10_000);

    /// <summary>The program; it lies beside the tests.</summary>
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "Spinner.Dummy.dll");

    /// <summary>The very <c>dotnet</c> that runs the tests: <c>shared/Microsoft.NETCore.App/x.y.z</c> lies three levels below it.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>A plan that runs the verbs: the tests' own environment plus PORT, output to nowhere but the tail.</summary>
    public static LaunchPlan Plan(ChildEndpoint endpoint, params string[] verbs) => new()
    {
        Name = "dummy",
        Command = Dotnet,
        Args = [Dll, .. verbs],
        Environment = Environment(("PORT", endpoint.PortValue), ("SPINNER_NAME", "dummy")),
        Endpoint = endpoint,
        Stdout = OutputTarget.None,
        Stderr = OutputTarget.None,
    };

    /// <summary>The tests' own environment with some variables set on top.</summary>
    public static IReadOnlyDictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        foreach (var (name, value) in more) environment[name] = value;
        return environment;
    }

    /// <summary>The same plan with one more variable.</summary>
    public static LaunchPlan With(this LaunchPlan plan, string name, string value) =>
        plan with { Environment = new Dictionary<string, string>(plan.Environment) { [name] = value } };

    /// <summary>A port that nobody listened on a moment ago, on either loopback address, and that this process has not given before.</summary>
    public static TcpEndpoint FreeTcp()
    {
        while (true)
        {
            var port = 10_000 + (Interlocked.Increment(ref _lastPort) % 10_000);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port)) return new TcpEndpoint("127.0.0.1", port);
        }
    }

    /// <summary>A socket path nobody uses.</summary>
    public static UnixEndpoint FreeUnix() => new(Path.Combine(Sockets.Value, $"{Guid.NewGuid():N}.sock"));

    // A Dummy that is killed leaves its socket behind; who runs the tests should not find it.
    private static readonly Lazy<string> Sockets = new(static () =>
    {
        var directory = Directory.CreateTempSubdirectory("dummy-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        return directory;
    });

    /// <summary>GETs a path of the Dummy; the body.</summary>
    public static async Task<string> GetAsync(ChildEndpoint endpoint, string path = "/")
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await endpoint.ConnectAsync(cancel) };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        return await client.GetStringAsync(new Uri($"http://dummy{path}"));
    }

    /// <summary>GETs a path that ends the Dummy, so that no answer comes: <c>/exit/3</c>, <c>/crash</c>, <c>/signal/15</c>.</summary>
    public static async Task EndAsync(ChildEndpoint endpoint, string path)
    {
        await using var stream = await endpoint.ConnectAsync();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n\r\n"));
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException taken)
        {
            return taken.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable;
        }
    }
}
