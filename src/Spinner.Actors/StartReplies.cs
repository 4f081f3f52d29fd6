namespace Spinner.Actors;

/// <summary>The good replies to a start, as the calls that make them give them.</summary>
static class StartReplies
{
    /// <summary>For who asked for a start: of a task that is done nothing is left that listens or runs.</summary>
    public static ChildReady ToReady(this IStartReply reply) => reply is ChildCompleted done
        ? new ChildReady { Name = done.Name, Endpoint = ChildEndpoint.None, Pid = 0, Launch = done.Launch, OptionsIgnored = done.OptionsIgnored }
        : (ChildReady)reply;

    /// <summary>For who asked for a use or a lease.</summary>
    /// <exception cref="SpinnerRejectedException">The child is a task, and is done.</exception>
    public static ChildReady ToServing(this IStartReply reply) => reply is ChildCompleted done
        ? throw new SpinnerRejectedException(new Rejected(done.Name, SpinnerError.Aborted, "It is a task, and has ended: there is nothing to use."))
        : (ChildReady)reply;

    /// <summary>For who asked for a run.</summary>
    /// <exception cref="InvalidOperationException">The child is no task.</exception>
    public static ChildCompleted ToCompleted(this IStartReply reply, string name) => reply as ChildCompleted
        ?? throw new InvalidOperationException($"Child '{name}' is no task (ready = exit): it runs, and nobody knows when it ends.");
}
