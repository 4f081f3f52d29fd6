using Akka.Actor;
using Spinner.Actors.Monitoring;

namespace Spinner.Actors.Children;

// Stops that only an unused child obeys.
sealed partial class ChildActor
{
    /// <summary>Whether such a stop may go on. Of a started child the gate is closed with the answer, so that no use begins in between.</summary>
    private bool TryCloseUnused()
    {
        if (_state is ChildState.Stopped or ChildState.Faulted) return true;
        // While it starts somebody waits for it; while launches change one of them may be used; and a stop under way needs no other.
        if (_state != ChildState.Started || _kept is not null || _retired.Count > 0 || _spec.IdleTime is null) return false;
        var gate = _launch!.Gate!;
        if (!gate.TryCloseIfIdle(TimeSpan.Zero)) return false;
        _world.Idle.Tell(new ForgetIdle(gate));
        return true;
    }
}
