using Akka.Event;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// Keeps connections that are not let in from filling the log: anybody who reaches the port can make one. Of each kind of line one a minute is kept;
/// Akka.Remote's advice and stack for each of them never is, nor for those this node makes itself, of which it says why. Safe for concurrent use.
/// </summary>
sealed class RefusedConnectionFilter(TimeProvider clock) : LogFilterBase
{
    private const string Advice = "TLS handshake failed on channel";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // The first is ours, the others are those of Akka.Remote's TCP transport.
    private static readonly string[] Kinds =
    [
        NotLetIn, "Mutual TLS required but client did not provide a certificate", "Rejected incoming connection from", "Error caught channel",
    ];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long At, string Line)> _kept = new(StringComparer.Ordinal);

    /// <summary>What our own line about such a peer says.</summary>
    public const string NotLetIn = "is not let in";

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Content;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
    {
        var line = expandedMessage ?? content.Message.ToString() ?? "";
        if (line.Contains(Advice, StringComparison.Ordinal)) return LogFilterDecision.Drop;
        var kind = Kinds.FirstOrDefault(kind => line.Contains(kind, StringComparison.Ordinal));
        return kind is null || IsDue(kind, line) ? LogFilterDecision.Keep : LogFilterDecision.Drop;
    }

    // Every logger asks about the same line, and gets the same answer.
    private bool IsDue(string kind, string line)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(kind, out var last) && clock.GetElapsedTime(last.At) < Every) return last.Line == line;
            _kept[kind] = (clock.GetTimestamp(), line);
            return true;
        }
    }
}
