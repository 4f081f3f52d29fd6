using Akka.Actor;

namespace Spinner.Actors.Tests.Properties;

// Messages on their way: a suspended actor takes what it is told, in order, but not yet.
sealed partial class World
{
    private ActorRefWithCell? _heldPorts;
    private ActorRefWithCell? _heldChild;

    private bool _stepIsPlain;              // no command waited anywhere when the step began

    private bool NothingIsHeld => _heldPorts is null && _heldChild is null;

    /// <summary>Commands reach the child at once. They do not while it is held, nor behind a removal.</summary>
    private bool CommandsArrive => _heldChild is null && !RemovalIsPending;

    private void HoldPorts()
    {
        if (_heldPorts is not null) return;
        _heldPorts = _manager.GetSingleChild("ports") as ActorRefWithCell;
        if (_heldPorts is null) Broken("the ports have ended");
        _heldPorts?.Suspend();
    }

    private void FreePorts()
    {
        _heldPorts?.Resume();
        _heldPorts = null;
    }

    private void HoldChild()
    {
        if (_heldChild is not null) return;
        _heldChild = Child;
        _heldChild?.Suspend();
    }

    private void FreeChild()
    {
        if (_heldChild is null) return;
        _heldChild.Resume();
        _heldChild = null;
        foreach (var launch in _launches) if (!launch.IsAlive) launch.EndKnownAfter ??= _step;
        NoteDrain();
        NoteDeaths();
    }

    /// <summary>The LaunchActors, the oldest first.</summary>
    private IReadOnlyList<ActorRefWithCell> LaunchActors =>
        [.. (Child?.Children ?? []).OfType<ActorRefWithCell>().OrderBy(c => c.Path.Name.Length).ThenBy(c => c.Path.Name, StringComparer.Ordinal)];
}
