using Spinner.Actors.Children;

namespace Spinner.Actors.Tests.Properties;

// What must hold after every step, to be seen from outside.
sealed partial class World
{
    private void Look()
    {
        var slot = Slot;
        if (slot?.Serving is { } gate) LookAtSnapshot(gate);
        if (slot is not null && _heldChild is null) LookAtState(slot.View.Show(_clock), slot.Serving);
        if (NothingIsHeld) LookAtEndpoints();
        ThrowIfBroken();
    }

    private void LookAtSnapshot(LaunchGate gate)
    {
        if (gate.IsClosed) Broken("the snapshot shows a gate that is closed");
        var launch = Serving(gate.Ready.Pid, $"the snapshot names {gate.Ready}");
        if (launch is not null && gate.InFlight != UsesOf(launch)) Broken($"{UsesOf(launch)} uses are known to the gate as {gate.InFlight}");
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
        if (info.State == ChildState.Started && info.Endpoint != Living?.Fake.Plan.Endpoint) Broken($"started at {info.Endpoint}, alive is {Living}");
        if (info.State == ChildState.Stopped && Living is not null) Broken($"stopped, but {Living} lives");
        if (info.State == ChildState.Faulted && Living is { KilledAt: null }) Broken($"faulted, but {Living} lives and nobody kills it");
    }

    private void LookAtEndpoints()
    {
        var held = _endpoints.Out;
        if (held.Count == 0 && Living is null) return;
        if (held.Count == 1 && held.First() == Living?.Fake.Plan.Endpoint) return;
        Broken($"out are the endpoints {string.Join(", ", held)}, alive is {Living}");
    }
}
