using System.Net;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests;

/// <summary>A front door on a real port, real children behind it. At the end of every test nothing of them may be left.</summary>
public abstract class DoorSpecs : IAsyncLifetime
{
    /// <summary>A test that hangs is a test that fails. In milliseconds; most need a second.</summary>
    protected const int Limit = 120_000;

    protected const string Name = "web";

    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [] }");

    private readonly string _directory = Directory.CreateTempSubdirectory("door-").FullName;
    private readonly Marked _marked = new();
    private readonly ActorSystem _system = ActorSystem.Create("door", Quiet);
    private readonly List<FrontDoorServer> _servers = [];
    private readonly List<HttpClient> _clients = [];
    private ISpinner? _spinner;

    /// <summary>Full sizes instead of a tenth.</summary>
    protected static bool Stress { get; } = StressRun.IsOn;

    protected ISpinner Spinner => _spinner ??= _system.CreateSpinner(new SpinnerOptions
    {
        RunDirectory = PathOf("run"),
        Defaults = new ChildOptions
        {
            Stdout = OutputTarget.None,
            Stderr = OutputTarget.None,
            StopTimeout = Seconds(30),
            Environment = new Dictionary<string, string> { [Marked.Variable] = _marked.Value, ["COUNT_FILE"] = PathOf("count") },
        },
        MaxRunning = MaxRunning,
        Children = [.. Children],
    }.BehindDoor());

    /// <summary>How many may run at a time.</summary>
    protected virtual int MaxRunning => ChildOptions.Unlimited;

    /// <summary>The children the spinner knows.</summary>
    protected virtual IEnumerable<ChildOptions> Children => [Child("web")];

    /// <summary>The requests that reached a child whose answer it did not survive, by method.</summary>
    protected IReadOnlyList<string> Ended => File.Exists(PathOf("count")) ? File.ReadAllLines(PathOf("count")) : [];

    /// <summary>The processes of all children that live.</summary>
    protected IReadOnlyList<int> Living => _marked.Living;

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    protected static ChildOptions Child(params string[] verbs) => new() { Name = Name, Command = Dummy.Dotnet, Args = [Dummy.Dll, .. verbs] };

    protected string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>Opens the door on a free port.</summary>
    protected async Task<Uri> OpenAsync(FrontDoorOptions? options = null, string listen = "http://127.0.0.1:0")
    {
        var server = await FrontDoorServer.StartAsync(Spinner, (options ?? new FrontDoorOptions()) with { Listen = [listen] });
        _servers.Add(server);
        return new Uri(server.Addresses[0]);
    }

    protected FrontDoorServer Server => _servers[^1];

    /// <summary>A client whose hosts are all at the door.</summary>
    protected HttpClient ClientOf(Uri door, Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = (_, token) => new TcpEndpoint(door.Host, door.Port).ConnectAsync(token),
        };
        configure?.Invoke(handler);
        var client = new HttpClient(handler) { BaseAddress = new Uri($"{door.Scheme}://{Name}.localhost:{door.Port}/"), Timeout = Seconds(90) };
        _clients.Add(client);
        return client;
    }

    /// <summary>A door and a client at once.</summary>
    protected async Task<HttpClient> ClientAsync(FrontDoorOptions? options = null) => ClientOf(await OpenAsync(options));

    protected async Task<ChildInfo> InfoAsync(string name = Name) => (await Spinner.GetAsync(name))!;

    /// <summary>Waits for something that no event tells.</summary>
    protected async Task UntilAsync(Func<ChildInfo, bool> fact, string name = Name)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!fact(await InfoAsync(name))) await every.WaitForNextTickAsync();
    }

    protected static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        try
        {
            foreach (var client in _clients) client.Dispose();
            foreach (var server in _servers) await server.DisposeAsync();
            if (_spinner is not null) await _spinner.DisposeAsync();
            await _system.Terminate();
            await Eventually.HoldsAsync(() => _marked.Living.Count == 0, "all processes are gone", Seconds(10));
        }
        finally
        {
            foreach (var pid in _marked.Living) ProcFacts.Signal(pid, 9);
            Directory.Delete(_directory, recursive: true);
        }
    }
}
