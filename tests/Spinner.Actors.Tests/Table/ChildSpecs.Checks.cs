using Akka.Actor;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Table;

// Signals to the child, and what became of them.
public abstract partial class ChildSpecs
{
    protected void Is(ChildState state) => Assert.Equal(state, Info.State);

    /// <summary>The signals the latest launch has got so far.</summary>
    protected void Signalled(params string[] signals) => Assert.Equal(signals, Launch.Signals);

    protected void Launched(int launches) => Assert.Equal(launches, Launcher.Launches.Count);

    /// <summary>The next event that was published.</summary>
    protected T Published<T>(TransitionCause cause, TimeSpan ago = default) where T : ChildEvent
    {
        var next = _events.Take<T>();
        Assert.Equal((_spinner, Name, cause, Clock.GetUtcNow() - ago), (next.Spinner, next.Name, next.Cause, next.Time));
        return next;
    }

    protected void ForgetEvents() => _events.Forget();

    /// <summary>All events that nobody looked at yet.</summary>
    protected IReadOnlyList<object> TakeEvents()
    {
        var events = _events.Heard;
        ForgetEvents();
        return events;
    }

    protected static void Rejects(Listener asker, SpinnerError reason, string name = Name)
    {
        var rejected = asker.Gets<Rejected>();
        Assert.Equal((name, reason), (rejected.Name, rejected.Reason));
    }

    protected void AnswersReady(Listener asker) =>
        Assert.Equal(new ChildReady { Name = Name, Endpoint = Launch.Plan.Endpoint, Pid = Launch.Pid, Launch = Launcher.Launches.Count }, asker.Gets<ChildReady>());

    protected static void AnswersStopped(Listener asker, bool wasRunning = true) => Assert.Equal(new StopSucceeded(Name, wasRunning), asker.Gets<StopSucceeded>());

    protected void AnswersStopFailed(Listener asker) => Assert.Equal([Launch.Pid], asker.Gets<StopFailed>().Pids);

    protected void IsRemoved(Listener asker)
    {
        Assert.Equal(new ChildRemoved(Name), asker.Gets<ChildRemoved>());
        Send(new GetChild(Name)).Gets<NoSuchChild>();
    }

    /// <summary>Tells the child and looks whether anything became of it.</summary>
    protected void Ignores(object message)
    {
        var before = Everything();
        Child.Tell(message);
        Assert.Equal(before, Everything());
    }

    protected void FileChanges() => Child.Tell(ContentChanged);

    internal ContentChanged ContentChanged => new(Options.Monitor!.Location!);

    internal Exited Exited => new(LaunchActor, new LaunchExit(ExitStatus.Exited(3), []));

    internal NotSpawned NotSpawned => new(LaunchActor, SpawnFailure.CommandNotFound, "no such command");

    internal LaunchIsReady LaunchIsReady => new(LaunchActor, new LaunchReady(Launch.Plan.Endpoint, Verified: true));

    private string Everything()
    {
        var info = Info;
        var launches = Launcher.Launches.Select(l => $"{l} {string.Join(',', l.Signals)} {l.IsDisposed}");
        return $"{info.State} since {info.Since:O} pid {info.Pid} at {info.Endpoint} launch {info.Launches} exit {info.LastExit} fault {info.Fault}" +
            $" out {string.Join(',', Endpoints.Out)} launches {string.Join(';', launches)}" +
            $" events {_events.Heard.Count} answers {string.Join(';', _askers.SelectMany(a => a.Heard).Where(a => a is not ChildInfo))} serving {Gate?.InFlight}";
    }
}
