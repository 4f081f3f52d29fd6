namespace Spinner.Actors.Children;

// A process that ends by itself as it should: a task that is done, and what is not restarted.
sealed partial class ChildActor
{
    private TimeSpan? _lastRun;         // of the task that was done last
    private ChildCompleted? _done;           // as it would end again: neither its options nor what it monitors have changed since

    private static bool IsDone(PendingStart start, Exited exited) =>
        start.Launch is { Spec.IsTask: true, IsEnding: false } launch && launch.Spec.IsSuccess(exited.Exit.Status);

    /// <summary>The task has ended well: that is what everybody waits for.</summary>
    private void Complete(PendingStart start, Exited exited)
    {
        var launch = start.Launch;
        var completed = new ChildCompleted
        {
            Name = Name, Launch = launch.Number, Exit = exited.Exit.Status, Duration = _services.Clock.GetElapsedTime(launch.Since),
        };
        Release(launch);
        start.Halt();
        (_lastExit, _lastRun) = (exited.Exit, completed.Duration);
        _done = completed;
        ForgetCrashes();
        End(new Phase.Ending(start.Trigger with { Cause = TransitionCause.Done }, new Afterwards.Stopped()));
        start.Starters.Answer((_, ignored) => completed with { OptionsIgnored = ignored });
    }

    private void ForgetDone()
    {
        _done = null;
        StopMonitoring();
    }

    /// <summary>Its exit is an end, by its restart policy or its code, and nothing follows.</summary>
    private bool IsEnd(ExitStatus exit) => _spec.Restart switch
    {
        RestartPolicy.Never => true,
        RestartPolicy.OnFailure when _spec.IsSuccess(exit) => true,
        _ => exit.Code is { } code && _spec.NoRestartCodes.Contains(code),
    };
}
