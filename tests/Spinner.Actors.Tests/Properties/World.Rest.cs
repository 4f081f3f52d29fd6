using Akka.Actor;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

// What must hold when nothing moves any more.
sealed partial class World
{
    private const int Enough = 100;

    private bool IsSettled => !_askers.Exists(a => a.Waits) && Slot?.View.State switch
    {
        ChildState.Faulted => !Alive.Any(l => l is { HasSaidEnd: true, IsSignalled: false }),   // its time runs, and then it is killed
        null or ChildState.Stopped or ChildState.Started => true,
        _ => false,
    };

    private bool IsUnkillable => Slot is { View.State: ChildState.Faulted } && Alive.Any(l => l.KilledAt is not null);

    private void ComeToRest()
    {
        FreePorts();
        FreeChild();
        Look();
        Settle("whatever the processes do");
        (_ignoresTerm, _ignoresKill) = (false, false);
        foreach (var launch in Alive.Where(l => l.IsSignalled)) launch.Fake.ExitBySignal(9);
        Look();
        Settle("once the processes obey");
        while (_uses.Count > 0) EndUse(0);
        foreach (var launch in Alive) launch.SayBusy(false);
        RestHeld();
        // What is kept comes back until it is well.
        _temper = Temper.ReadyAtOnce;
        for (var n = 0; _clock.AdvanceToNext(); n++)
        {
            Look();
            if (n > Enough && IsLookedAtForEver && IsKept) break;
            if (n > Enough) throw new Violation("alarms never end");
        }
        Settle("when nobody uses the child");
        JudgeHealthAtRest();
        if (Slot is { View.State: ChildState.Started } && _announced!.Fake.Plan.Command == First.Command) Broken("unused, and never stopped");
        LookAtList();
        ThrowIfBroken();
    }

    private void Settle(string when)
    {
        for (var n = 0; !IsSettled; n++)
        {
            if (n > Enough || !_clock.AdvanceToNext())
            {
                var waiting = string.Join(", ", _askers.Where(a => a.Waits));
                throw new Violation($"{Slot?.View.State} for ever, {when}; never answered: {(waiting.Length > 0 ? waiting : "nobody")}");
            }
            Look();
        }
        JudgeLastCommand(when);
        ThrowIfBroken();
    }

    private void JudgeLastCommand(string when)
    {
        var state = Slot?.View.State;
        var obeyed = _last?.Asked switch
        {
            StopChild or StopAllChildren or DrainAll => state is null or ChildState.Stopped || IsUnkillable,
            RemoveChild when _last.Reply is StopFailed || _last.IsCancelled => state is null or ChildState.Stopped || IsUnkillable,
            RemoveChild => state is null,
            StartChild or RestartChild => _refused || state is ChildState.Started or ChildState.Faulted || HasEnded || (WasIdleStopped && _last.Reply is ChildReady),
            _ => state is null or ChildState.Stopped,
        };
        if (!obeyed) Broken($"the last command was {_last}, the child is {state?.ToString() ?? "gone"}, {when}");
    }

    private bool HasEnded => _lastEntry is ChildStopped { Cause: TransitionCause.Ended or TransitionCause.Done };

    private bool WasIdleStopped => _lastEntry is ChildStopped { Cause: TransitionCause.Idle };

    private void LookAtList()
    {
        var waiter = new ReplyWaiter();
        _manager.Tell(new Request(new ListChildren(), waiter), ActorRefs.NoSender);
        if (waiter.Task is not { IsCompletedSuccessfully: true, Result: ChildList list }) throw new Violation(_broken ?? "the list is not answered");
        if (list.Children.GetValueOrDefault(Name)?.State != Slot?.View.State) Broken("the list does not show the child as it is");
    }
}
