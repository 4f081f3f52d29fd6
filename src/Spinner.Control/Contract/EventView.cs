namespace Spinner.Control.Contract;

/// <summary>An event, as the API shows it.</summary>
sealed record EventView
{
    /// <summary><c>started</c>, <c>stopped</c>, <c>restarted</c>, <c>error</c>, <c>faulted</c>; or <c>missed</c>: events were lost to this
    /// reader.</summary>
    public required string Event { get; init; }

    public string? Name { get; init; }
    public EndpointView? Endpoint { get; init; }
    public int? Pid { get; init; }
    public int? Launch { get; init; }
    public long Sequence { get; init; }
    public DateTimeOffset Time { get; init; }
    public string? Cause { get; init; }

    /// <summary>Who asked for it: <c>token NAME</c>, <c>socket</c>, <c>door</c>, <c>need of NAME</c> and so on; null: nobody did.</summary>
    public string? By { get; init; }
    public string? Failure { get; init; }
    public string? Detail { get; init; }

    /// <summary>Of <c>started</c>, <c>restarted</c> and <c>error</c>: which launch of its start it was; 0: there was none.</summary>
    public int? Attempt { get; init; }

    /// <summary>The same: how many launches that start might cost.</summary>
    public int? Attempts { get; init; }

    /// <summary>Of <c>started</c> and <c>restarted</c>: how long the start took, from its first launch on.</summary>
    public double? TookMs { get; init; }

    public ExitView? Exit { get; init; }

    /// <summary>How long a task ran that is done.</summary>
    public double? DurationSeconds { get; init; }

    public IReadOnlyList<string>? ErrorTail { get; init; }
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Of <c>missed</c>: the first and the last number.</summary>
    public long? From { get; init; }
    public long? To { get; init; }
}
