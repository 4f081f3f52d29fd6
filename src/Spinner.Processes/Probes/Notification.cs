using System.Globalization;
using System.Text;

namespace Spinner.Processes;

/// <summary>What one datagram of sd_notify(3) says; words that are not ours are not heard. A value.</summary>
/// <param name="IsReady"><c>READY=1</c>.</param>
/// <param name="Status">The text of <c>STATUS=</c>, at most 200 characters, without control characters; null when there is none.</param>
internal readonly record struct Notification(bool IsReady, string? Status)
{
    private const int MaxStatus = 200;
    private const int MaxShown = 40;

    // The longest time an option may have.
    private static readonly TimeSpan LongestExtension = TimeSpan.FromDays(24);

    /// <summary><c>STOPPING=1</c>.</summary>
    internal bool IsStopping { get; private init; }

    /// <summary><c>WATCHDOG=1</c>.</summary>
    internal bool FeedsWatchdog { get; private init; }

    /// <summary><c>WATCHDOG=trigger</c>.</summary>
    internal bool TriggersWatchdog { get; private init; }

    /// <summary><c>BUSY=1</c> or <c>BUSY=0</c>; null when neither is said.</summary>
    internal bool? IsBusy { get; private init; }

    /// <summary>The time of <c>EXTEND_TIMEOUT_USEC=</c>, 1 µs to 24 days; null when there is none.</summary>
    internal TimeSpan? Extension { get; private init; }

    /// <summary>The first line with a word of ours and a value that it cannot have, cut and without control characters; null when there is none.</summary>
    internal string? Malformed { get; private init; }

    internal static Notification Parse(ReadOnlySpan<byte> datagram)
    {
        var heard = default(Notification);
        foreach (var line in Encoding.UTF8.GetString(datagram).Split('\n')) heard = heard.With(line);
        return heard;
    }

    private Notification With(string line) => line.Split('=', 2) switch
    {
        ["STATUS", var text] => this with { Status = Plain(text, MaxStatus) },
        ["READY", "1"] => this with { IsReady = true },
        ["STOPPING", "1"] => this with { IsStopping = true },
        ["WATCHDOG", "1"] => this with { FeedsWatchdog = true },
        ["WATCHDOG", "trigger"] => this with { TriggersWatchdog = true },
        ["BUSY", "1"] => this with { IsBusy = true },
        ["BUSY", "0"] => this with { IsBusy = false },
        ["EXTEND_TIMEOUT_USEC", var number] when TimeOf(number) is { } time => this with { Extension = time },
        ["READY" or "STOPPING" or "WATCHDOG" or "BUSY" or "EXTEND_TIMEOUT_USEC", _] => this with { Malformed = Malformed ?? Plain(line, MaxShown) },
        _ => this,
    };

    private static TimeSpan? TimeOf(string microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0 && number <= LongestExtension.Ticks / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromMicroseconds(number)
            : null;

    // A child writes this and people read it in a terminal.
    private static string Plain(string text, int most)
    {
        var plain = string.Concat(text.Where(c => !char.IsControl(c)));
        if (plain.Length <= most) return plain;
        return plain[..(char.IsHighSurrogate(plain[most - 1]) ? most - 1 : most)];
    }
}
