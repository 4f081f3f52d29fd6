namespace Spinner.Actors;

/// <summary>Answer to <see cref="StartChild"/>: <see cref="ChildReady"/>, of a task <see cref="ChildCompleted"/>, or <see cref="Rejected"/>.</summary>
public interface IStartReply : IRestartReply;

/// <summary>Answer to <see cref="RestartChild"/>: <see cref="ChildReady"/>, <see cref="ChildCompleted"/>, <see cref="Rejected"/> or <see cref="NoSuchChild"/>.</summary>
public interface IRestartReply : ISpinnerReply;

/// <summary>Answer to <see cref="StopChild"/>: <see cref="StopSucceeded"/>, <see cref="StopFailed"/>, <see cref="ChildInUse"/> or <see cref="NoSuchChild"/>.</summary>
public interface IStopReply : ISpinnerReply, IWithChildName;

/// <summary>Answer to <see cref="RemoveChild"/>: <see cref="ChildRemoved"/>, <see cref="StopFailed"/> or <see cref="NoSuchChild"/>.</summary>
public interface IRemoveReply : ISpinnerReply, IWithChildName;

/// <summary>The child listens on its endpoint.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="Endpoint">The address that answered.</param>
/// <param name="Pid">The process id of this launch.</param>
/// <param name="Launch">The number of this launch, counted from 1 over the child's life.</param>
/// <param name="AlreadyRunning">It was started before this request came.</param>
/// <param name="OptionsIgnored">The request's options differ from those in force, which stay until the child is next started from a stop.</param>
public sealed record ChildReady(string Name, ChildEndpoint Endpoint, int Pid, int Launch, bool AlreadyRunning, bool OptionsIgnored) : IStartReply, IWithChildName;

/// <summary>The child is a task, and has ended well.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="Launch">The number of the launch that did it, counted from 1 over the child's life.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Duration">From its spawn to the end of its process group.</param>
/// <param name="OptionsIgnored">As in <see cref="ChildReady"/>.</param>
public sealed record ChildCompleted(string Name, int Launch, ExitStatus Exit, TimeSpan Duration, bool OptionsIgnored) : IStartReply, IWithChildName;

/// <summary>The child could not be started, or the request was overtaken by another command.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="Reason">Why, for programs.</param>
/// <param name="Detail">Why, for people.</param>
/// <param name="Attempts">How many launches this request has cost.</param>
/// <param name="LastExit">How the last launch ended, if one did.</param>
/// <param name="ErrorTail">The last lines of its stderr, oldest first.</param>
/// <param name="RetryAt">From when a start is tried again; null when that is not what prevents it.</param>
public sealed record Rejected(
    string Name, SpinnerError Reason, string Detail, int Attempts, ExitStatus? LastExit, IReadOnlyList<string> ErrorTail, DateTimeOffset? RetryAt)
    : IStartReply, IWithChildName
{
    internal const string IsShuttingDown = "The spinner is shutting down.";

    internal Rejected(string name, SpinnerError reason, string detail) : this(name, reason, detail, 0, null, [], null) { }

    /// <param name="name">What was asked for.</param>
    /// <param name="known">The names there are.</param>
    internal static Rejected NoSuchChild(string name, IEnumerable<string> known) => new(name, SpinnerError.NoSuchChild, $"no child '{name}'; {List(known)}");

    private static string List(IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        return names.Count switch
        {
            0 => "none is declared",
            <= MostListed => $"declared: {string.Join(", ", names)}",
            var count => $"declared: {string.Join(", ", names.Take(MostListed))} and {count - MostListed} more",
        };
    }

    private const int MostListed = 10;

    internal static Rejected ShuttingDown(string name) => new(name, SpinnerError.ShuttingDown, IsShuttingDown);
}

/// <summary>The child is stopped; nothing of its process group lives.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="WasRunning">False when it had been stopped before.</param>
public sealed record StopSucceeded(string Name, bool WasRunning) : IStopReply;

/// <summary>The child was to be stopped only if nobody uses it, and somebody does, or may not be idle-stopped.</summary>
/// <param name="Name">The child's name.</param>
public sealed record ChildInUse(string Name) : IStopReply;

/// <summary>The child's processes survived SIGKILL for longer than the kill time-out.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="Pids">Those that live.</param>
public sealed record StopFailed(string Name, IReadOnlyList<int> Pids) : IStopReply, IRemoveReply;

/// <summary>The child is stopped and its name forgotten.</summary>
public sealed record ChildRemoved(string Name) : IRemoveReply;

/// <summary>Answer to <see cref="EndLease"/>.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="WasHeld">Whether the sender held it.</param>
public sealed record LeaseEnded(string Name, bool WasHeld) : ISpinnerReply, IWithChildName;

/// <summary>No child has this name.</summary>
public sealed record NoSuchChild(string Name) : IRestartReply, IStopReply, IRemoveReply;

/// <summary>Every child has answered.</summary>
/// <param name="Failed">The children that could not be stopped; empty when all are.</param>
public sealed record AllStopped(IReadOnlyList<StopFailed> Failed) : ISpinnerReply;

/// <summary>All children by name.</summary>
public sealed record ChildList(IReadOnlyDictionary<string, ChildInfo> Children) : ISpinnerReply;
