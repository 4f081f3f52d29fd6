using Akka.Actor;
using Spinner.Actors.Monitoring;

namespace Spinner.Actors.Children;

// A launch that serves is watched, and replaced when it should not go on.
sealed partial class ChildActor
{
    private void WatchHealth(ChildLaunch launch, LaunchGate gate)
    {
        if (launch is { Spec: { IsWatched: true } spec, Process: { } process }) _services.Health.Tell(new WatchHealth(launch.Request, spec, process, gate.Endpoint), Self);
    }

    private void UnwatchHealth(ChildLaunch launch)
    {
        if (launch.Spec.IsWatched) _services.Health.Tell(new UnwatchHealth(launch.Request));
    }

    private void HearHang(ChildLaunch launch, string why, UntypedReceive state)
    {
        var recycle = new Recycle(launch.Request, TransitionCause.Unhealthy, why) { Noticed = launch.Spec.Watchdog ?? TimeSpan.Zero };
        if (IsServing(launch.Actor)) state(recycle);
        else Ignore(recycle);
    }

    private Action? TellerOfUsedUp(ChildLaunch launch)
    {
        if (launch.Spec.MaxRequests is null) return null;
        var (health, request) = (_services.Health, launch.Request);
        return () => health.Tell(new UsedUp(request), ActorRefs.NoSender);
    }

    /// <summary>What went wrong with the launch is an error; twice in a row, as soon as it can be noticed, is a loop.</summary>
    private void BeginRecycle(Phase.Serving at, Recycle asked)
    {
        RecordHealth(at);
        if (asked.Why is not { } why)
        {
            Reload(at, asked.Trigger);
            return;
        }
        var tolerance = _spec.RestartTolerance + asked.Noticed;
        var loop = _crashes.IsLoop(tolerance);
        Publish(
            new ChildError
            {
                Reason = asked.Cause == TransitionCause.Memory ? SpinnerError.OverMemory : SpinnerError.Unhealthy, Detail = $"{why}; it is replaced",
                Attempt = at.Attempts.Made, Attempts = at.Attempts.Allowed, ErrorTail = at.Launch.Process?.ErrorTail ?? [],
            },
            asked.Cause, at.Launch.Number);
        if (loop) End(new Phase.Ending(asked.Cause, new Afterwards.Faulted($"{why}; it had crashed or been replaced within {Span(tolerance)} before"), at.Launch));
        else Reload(at, asked.Cause);
    }
}
