using System.Text.Json.Serialization;

namespace Spinner.Control.Contract;

/// <summary>Answer to a start or restart: it is ready, or, of a task, has ended well.</summary>
/// <param name="Name">The child.</param>
/// <param name="State"><c>started</c>; of a task <c>done</c>.</param>
/// <param name="Endpoint">Its kind is <c>none</c> where nothing listens.</param>
/// <param name="Pid">Null when it is done.</param>
/// <param name="Launch">Which launch it was, counted from 1.</param>
/// <param name="AlreadyRunning">It was started before this request came.</param>
/// <param name="OptionsIgnored">The options given are not those it runs with.</param>
/// <param name="Exit">How the task ended; null when it is no task.</param>
/// <param name="DurationSeconds">How long the task ran; null when it is no task.</param>
sealed record StartedReply(
    string Name, string State, EndpointView Endpoint, int? Pid, int Launch, bool AlreadyRunning, bool OptionsIgnored, ExitView? Exit = null,
    double? DurationSeconds = null)
{
    /// <summary>The state of a task that has ended well.</summary>
    public const string Done = "done";
}

/// <summary>Answer to a stop, a removal, a stop of all: <c>stopped</c>, <c>removed</c> or <c>notFound</c>.</summary>
sealed record StatusReply(string Status);

/// <summary>Answer to a reload: names by what became of them.</summary>
/// <param name="Added">Known from now on.</param>
/// <param name="Removed">Stopped and forgotten.</param>
/// <param name="Changed">Stopped, and started anew if they ran.</param>
/// <param name="Unchanged">How many were not touched.</param>
/// <param name="NeedsRestart">Keys whose change takes effect when the daemon is started again.</param>
/// <param name="Failed">Names and what went wrong with them.</param>
sealed record ReloadReply(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed, int Unchanged, IReadOnlyList<string> NeedsRestart,
    IReadOnlyDictionary<string, string> Failed);

/// <summary>The children that are not in the daemon's file.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Hocon">A block <c>spinner.children</c> of them, with the values of their variables.</param>
sealed record AdHocReply(IReadOnlyList<string> Names, string Hocon);

/// <summary>The daemon's health.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (a child is faulted) or <c>unhealthy</c>.</param>
/// <param name="Detail">In words.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Pid">Of the daemon.</param>
sealed record HealthReply(string Status, string Detail, string Version, int Pid);

/// <summary>An error, as RFC 9457 has it, and what programs need to know besides.</summary>
sealed record Problem
{
    /// <summary>What the content is called.</summary>
    public const string ContentType = "application/problem+json";

    public string Type { get; init; } = "about:blank";
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>Which failure it is, for programs.</summary>
    public required string Failure { get; init; }

    public string? Name { get; init; }
    public IReadOnlyList<string> ErrorTail { get; init; } = [];
    public DateTimeOffset? RetryAt { get; init; }
    public int? Attempts { get; init; }
    public ExitView? LastExit { get; init; }

    /// <summary>More than one thing is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Errors { get; init; }
}
