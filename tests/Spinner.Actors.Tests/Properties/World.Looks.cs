using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

// What must hold after every step, to be seen from outside.
sealed partial class World
{
    private void Look()
    {
        var slot = Slot;
        if (slot?.Serving is { } gate) LookAtSnapshot(gate);
        LookAtLeases();
        if (slot is not null && _heldChild is null) LookAtState(slot.View.ToInfo(_clock), slot.Serving);
        if (NothingIsHeld) LookAtEndpoints();
        ThrowIfBroken();
    }

    private void LookAtSnapshot(LaunchGate gate)
    {
        if (gate.IsClosed) Broken("the snapshot shows a gate that is closed");
        var launch = Serving(gate.Ready.Pid, $"the snapshot names {gate.Ready}");
        if (launch is not null && gate.InFlight != UsesOf(launch) + Held) Broken($"{UsesOf(launch)} uses and {Held} leases are known to the gate as {gate.InFlight}");
    }

    private void LookAtState(ChildInfo info, LaunchGate? serving)
    {
        var entered = _lastEntry switch
        {
            null => info.State is ChildState.Stopped or ChildState.Starting or ChildState.Restarting or ChildState.Stopping,
            ChildStarted or ChildRestarted => info.State is ChildState.Started or ChildState.Stopping or ChildState.Restarting,
            ChildFaulted => info.State != ChildState.Stopped && info.State != ChildState.Started,
            _ => info.State != ChildState.Faulted && info.State != ChildState.Started,
        };
        if (!entered) Broken($"{info.State} after {_lastEntry}");
        if ((info.State == ChildState.Started) != (serving is not null)) Broken($"{info.State}, and the snapshot shows {serving?.Ready}");
        var alive = Alive;
        if (info.State == ChildState.Started && !alive.Any(l => l.Fake.Plan.Endpoint == info.Endpoint))
            Broken($"started at {info.Endpoint}, alive is {Show(alive)}");
        if (IsWanted && info is { State: ChildState.Faulted, Fault.RetryAt: not null } && !(info.RelaunchAt > Now))
            Broken($"wanted and faulted, and it is launched again at {info.RelaunchAt?.ToString() ?? "no time"}: it is {Now}");
        if (IsWanted && info.State == ChildState.Stopped && _lastEntry is ChildStopped { Cause: not (TransitionCause.Stop or TransitionCause.Drain or TransitionCause.Remove or TransitionCause.Ended or TransitionCause.Done) } stopped)
            Broken($"wanted, and stopped by no command: {stopped}");
        if (info.State == ChildState.Stopped && alive.Count > 0) Broken($"stopped, but {Show(alive)} lives");
        if (info.State == ChildState.Faulted && alive.Any(l => l is { KilledAt: null, ReplacedAt: null, HasSaidEnd: false }))
            Broken($"faulted, but {Show(alive)} lives and nobody kills it");
    }

    private void LookAtEndpoints()
    {
        var held = _endpoints.Out;
        if (!held.ToHashSet().SetEquals(Alive.Select(l => l.Fake.Plan.Endpoint).Where(e => e != ChildEndpoint.None)))
            Broken($"out are the endpoints {string.Join(", ", held)}, alive is {Show(Alive)}");
    }

    private static string Show(IEnumerable<Launched> launches) => string.Join(", ", launches.Select(l => l.ToString()).DefaultIfEmpty("nothing"));
}
