using Akka.Actor;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;
using Spinner.Actors.Configuration;
using Spinner.Actors.Management;

namespace Spinner.Actors.Tests.Properties;

/// <summary>
/// A spinner of real actors with one child, and what is around it: callers, users, processes, endpoints, files and time.
/// Every step is judged when it is done; whatever the actors tell the outside is judged when they do.
/// </summary>
sealed partial class World : IDisposable, IAsyncDisposable
{
    private const string Name = "web";

    private static readonly ChildOptions First = new()
    {
        Name = Name, Command = "first", InheritEnvironment = false, Attempts = 2, StartTimeout = Seconds(30), StopTimeout = Seconds(10),
        KillTimeout = Seconds(5), IdleTime = Seconds(60), RestartTolerance = Seconds(45), FaultTimeout = Seconds(50),
    };

    private static readonly ChildOptions Other = First with
    {
        Command = "other", Attempts = 3, StopTimeout = Seconds(12), Keep = true, RestartTolerance = Seconds(20), FaultTimeout = Seconds(10),
    };

    private static readonly ChildOptions Defaults = new() { DrainTimeout = Seconds(20) };

    /// <summary>What the child is, where its options do not say.</summary>
    public enum Kind
    {
        /// <summary>A server that is launched again whenever it exits.</summary>
        Server,

        /// <summary>One that has ended when it exits well.</summary>
        Ending,

        /// <summary>A server that is looked at, and replaced when it is ill, too big or used up.</summary>
        Watched,

        /// <summary>A worker that is launched again whenever it exits.</summary>
        Worker,

        /// <summary>A task.</summary>
        Task,
    }

    private static ChildOptions DefaultsOf(Kind kind) => kind switch
    {
        Kind.Ending => Defaults with { Restart = RestartPolicy.OnFailure },
        Kind.Watched => Defaults with { Live = Liveness.Tcp with { Every = Seconds(7), Failures = 2 }, MemoryLimit = MemoryLimit, MaxRequests = MostUses },
        Kind.Worker => Defaults with { Kind = ChildKind.Worker },
        Kind.Task => Defaults with { Kind = ChildKind.Task },
        _ => Defaults,
    };

    private readonly Stage _stage;
    private readonly Kind _kind;
    private readonly int _mostAlive;        // launches at a time
    private readonly Parent _parent;
    private readonly string _spinner;
    private readonly SteppingClock _clock = new();
    private readonly SpinnerSetup _setup;
    private readonly ActorRefWithCell _manager;
    private readonly LocalSpinner _facade;
    private string? _broken;
    private int _step;
    private bool _ended;

    private World(Stage stage, ReloadMode reload, Kind kind)
    {
        _kind = kind;
        _stage = stage;
        _mostAlive = reload == ReloadMode.Overlap ? 3 : 1;
        _parent = stage.Lend();
        _spinner = stage.Enter(this);
        _fakes = new TestKit.FakeLauncher(Arrive);
        _setup = new SpinnerSetup(_spinner, new SpinnerOptions { Clock = _clock, Defaults = DefaultsOf(kind) with { Reload = reload }, Children = [First] }, this, this)
        {
            Beside = static (work, _) => work(),
        };
        _manager = _parent.Create(SpinnerManager.Props(_setup), _spinner);
        _facade = new LocalSpinner(_setup, _manager, this);
        _lastEntryAt = Now;
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Plays the steps, then lets everything come to rest; null, or what was violated and when.</summary>
    public static string? Play(Stage stage, ReloadMode reload, Kind kind, IReadOnlyList<Step> steps)
    {
        using var world = new World(stage, reload, kind);
        try
        {
            foreach (var step in steps.TakeWhile(_ => !world._ended)) world.Take(step);
        }
        catch (Violation v)
        {
            return $"{v.Message} (at step {world._step}, {steps[world._step - 1]})";
        }
        try
        {
            if (world._ended) return null;
            world.ComeToRest();
            world.End();
        }
        catch (Violation v)
        {
            return $"{v.Message} (at rest)";
        }
        return null;
    }

    /// <summary>An invariant does not hold. Told from within the actors, so it is kept until the step is done; the first counts.</summary>
    public void Broken(string what) => _broken ??= what;

    public void Dispose()
    {
        _ended = true;
        _manager.Stop();
        _actor?.Stop();
        _stage.Leave(_spinner, _parent);
    }

    // The facade is given this as its shutdown; nobody asks it to shut down.
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ChildOptions OptionsOf(string program) => program == First.Command ? First : Other;

    private ActorRefWithCell? Child =>
        _manager.Children.OfType<ActorRefWithCell>().FirstOrDefault(c => c.Path.Name.StartsWith("child-", StringComparison.Ordinal));

    private ChildSlot? Slot => _setup.Children.TryGet(Name, out var slot) ? slot : null;

    private void Take(Step step)
    {
        _step++;
        _stepIsPlain = CommandsArrive;
        Do(step);
        if (!_stepIsPlain) Pardon();
        if (!_ended) Look();
    }

    private void ThrowIfBroken()
    {
        if (_broken is not null) throw new Violation(_broken);
    }

    /// <summary>The spinner ends: what lives is killed, all endpoints come back, who waits is told unless a mailbox is held.</summary>
    private void End()
    {
        _ended = true;
        _manager.Stop();
        if (Alive is { Count: > 0 } alive) Broken($"{Show(alive)} outlives its spinner");
        if (_endpoints.Out.Count > 0) Broken($"endpoints leak: {string.Join(", ", _endpoints.Out)}");
        if (NothingIsHeld && _askers.Find(a => a.Waits) is { } waiting) Broken($"{waiting} is not answered, and the spinner has ended");
        ThrowIfBroken();
    }
}
