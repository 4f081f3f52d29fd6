using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>A spinner on the real engine, the real clock and real processes. At the end of every test nothing of all that may be left.</summary>
[Collection(RealProcesses.Name)]
public abstract class SurvivalSpecs : IAsyncLifetime
{
    /// <summary>A test that hangs is a test that fails. In milliseconds; most need half a second.</summary>
    protected const int Limit = 60_000;

    protected const string Name = "web";

    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [] }");

    private readonly string _directory = Directory.CreateTempSubdirectory("survival-").FullName;
    private readonly Marked _marked = new();
    private readonly List<ISpinner> _spinners = [];
    private ISpinner? _spinner;

    protected SurvivalSpecs()
    {
        Sys = ActorSystem.Create("survival", Quiet);
        Told = new Told(Sys);
        Launches = new WitnessLauncher(Engine);
    }

    protected ActorSystem Sys { get; }
    protected Told Told { get; }
    protected WitnessLauncher Launches { get; }

    /// <summary>What spawns.</summary>
    protected virtual IProcessLauncher Engine => new PortableLauncher();

    /// <summary>The spinner of the test, made when it is first used.</summary>
    protected ISpinner Spinner => _spinner ??= CreateSpinner(Options);

    /// <summary>What <see cref="Spinner"/> is made of.</summary>
    protected virtual SpinnerOptions Options => new()
    {
        Launcher = Launches,
        RunDirectory = PathOf("run"),
        Defaults = new()
        {
            Stdout = OutputTarget.None,
            Stderr = OutputTarget.None,
            StartTimeout = Seconds(30),
            StopTimeout = Seconds(30),
            Environment = new Dictionary<string, string> { [Marked.Variable] = _marked.Value },
        },
    };

    /// <summary>A child that runs verbs of the Dummy.</summary>
    protected static ChildOptions Child(params string[] verbs) => new() { Name = Name, Command = Dummy.Dotnet, Args = [Dummy.Dll, .. verbs] };

    /// <summary>A child that runs a line of sh, in which <c>dummy VERB...</c> turns it into the Dummy.</summary>
    protected static ChildOptions Shell(string line) => new() { Name = Name, Command = "sh", Args = ["-c", InShell(line)] };

    /// <summary>The same for a script file.</summary>
    protected static string InShell(string line) => $"dummy() {{ exec '{Dummy.Dotnet}' '{Dummy.Dll}' \"$@\"; }}\n{line}";

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>A path in the directory of the test.</summary>
    protected string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>Writes a file at one blow: nobody who monitors it sees half of it.</summary>
    protected string Write(string name, string text)
    {
        File.WriteAllText(PathOf("draft"), text);
        File.Move(PathOf("draft"), PathOf(name), overwrite: true);
        return PathOf(name);
    }

    protected ISpinner CreateSpinner(SpinnerOptions options, string? name = null)
    {
        var spinner = Sys.CreateSpinner(options, name);
        _spinners.Add(spinner);
        return spinner;
    }

    protected async Task<ChildInfo> InfoAsync(string name = Name) => (await Spinner.GetAsync(name))!;

    protected async Task<ChildState> StateAsync() => (await InfoAsync()).State;

    /// <summary>Waits for something that no event tells.</summary>
    protected async Task UntilAsync(Func<ChildInfo, bool> fact, ISpinner? spinner = null)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!fact((await (spinner ?? Spinner).GetAsync(Name))!)) await every.WaitForNextTickAsync();
    }

    protected static void Kill(int pid) => ProcFacts.Signal(pid, 9);

    /// <summary>The same for one that may be gone.</summary>
    protected static void TryKill(int pid)
    {
        try
        {
            Process.GetProcessById(pid).Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It is.
        }
    }

    protected static async Task<SpinnerRejectedException> FailsAsync(Task start) => await Assert.ThrowsAsync<SpinnerRejectedException>(() => start);

    /// <summary>What was told of the child so far, by kind and cause: <c>Started(Start)</c>.</summary>
    protected async Task ToldAsync(params string[] expected)
    {
        // The event log numbers a child's events before the child answers, and answers a watch in its turn.
        await using var watch = Spinner.WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        var told = watch.Current.Sequence;
        await Eventually.HoldsAsync(() => Told.All.Count(e => e.Spinner == Spinner.Name) >= told, "all events are on the event stream");
        Assert.Equal(expected, Told.All.Where(e => e.Name == Name).Select(e => $"{e.GetType().Name[5..]}({e.Cause})"));
    }

    /// <summary>All launches and whatever they spawned are gone, now.</summary>
    protected void NothingLives()
    {
        Assert.Empty(Launches.Living);
        Assert.Empty(_marked.Living);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        try
        {
            foreach (var spinner in _spinners) await spinner.DisposeAsync();
            await Sys.Terminate();
            // What was killed rather than stopped has a moment to disappear.
            await Eventually.HoldsAsync(() => Launches.Living.Count == 0 && _marked.Living.Count == 0, "all processes are gone", Seconds(5));
            if (Directory.Exists(PathOf("run"))) Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("run")));
            Assert.Empty(Told.Wrong);
        }
        finally
        {
            foreach (var pid in _marked.Living) Kill(pid);
            Directory.Delete(_directory, recursive: true);
        }
    }
}
