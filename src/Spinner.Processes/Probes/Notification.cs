using System.Text;

namespace Spinner.Processes;

/// <summary>What one datagram of sd_notify(3) says; the rest of its protocol is not ours. A value.</summary>
/// <param name="IsReady"><c>READY=1</c>.</param>
/// <param name="Status">The text of <c>STATUS=</c>, at most 200 characters, without control characters; null when there is none.</param>
internal readonly record struct Notification(bool IsReady, string? Status)
{
    private const int MaxStatus = 200;

    internal static Notification Parse(ReadOnlySpan<byte> datagram)
    {
        var (isReady, status) = (false, default(string));
        foreach (var line in Encoding.UTF8.GetString(datagram).Split('\n'))
        {
            if (line == "READY=1") isReady = true;
            else if (line.StartsWith("STATUS=", StringComparison.Ordinal)) status = Plain(line[7..]);
        }

        return new Notification(isReady, status);
    }

    // A child writes this and people read it in a terminal.
    private static string Plain(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsControl(c)));
        if (plain.Length <= MaxStatus) return plain;
        return plain[..(char.IsHighSurrogate(plain[MaxStatus - 1]) ? MaxStatus - 1 : MaxStatus)];
    }
}
