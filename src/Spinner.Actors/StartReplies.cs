using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>The good replies to a start, as the calls that make them give them.</summary>
static class StartReplies
{
    /// <summary>For who asked for a start: of a task that is done nothing is left that listens or runs.</summary>
    public static Ready ToReady(this IStartReply reply) => reply is Completed done
        ? new Ready(done.Name, Endpoint.None, Pid: 0, done.Launch, AlreadyRunning: false, done.OptionsIgnored)
        : (Ready)reply;

    /// <summary>For who asked for a use or a lease.</summary>
    /// <exception cref="SpinnerException">The child is a task, and is done.</exception>
    public static Ready ToServing(this IStartReply reply) => reply is Completed done
        ? throw new SpinnerException(new Rejected(done.Name, StartFailure.Aborted, "It is a task, and has ended: there is nothing to use."))
        : (Ready)reply;

    /// <summary>For who asked for a run.</summary>
    /// <exception cref="InvalidOperationException">The child is no task.</exception>
    public static Completed ToCompleted(this IStartReply reply, string name) => reply as Completed
        ?? throw new InvalidOperationException($"Child '{name}' is no task (ready = exit): it runs, and nobody knows when it ends.");
}
