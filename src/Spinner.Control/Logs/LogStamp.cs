using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Spinner.Control.Logs;

/// <summary>What stands before each line in a child's log file: <c>2026-11-30T13:23:18.123Z 1042 out</c>. A value.</summary>
/// <param name="Time">When the line was read.</param>
/// <param name="Number">Counts the lines of a child, over all launches and daemons, from 1; 0: it has none yet.</param>
/// <param name="IsError">From stderr.</param>
readonly record struct LogStamp(DateTimeOffset Time, long Number, bool IsError)
{
    /// <summary>The most bytes one has.</summary>
    public const int MaxLength = TimeLength + 1 + 19 + StreamLength;

    private const int TimeLength = 24;
    private const int StreamLength = 5;
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The time as it is written.</summary>
    public string TimeText => TextOf(Time);

    /// <summary>The word for its stream.</summary>
    public string Stream => IsError ? "err" : "out";

    /// <summary>Of any time.</summary>
    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Writes it, with the space behind it.</summary>
    /// <param name="to">Has room for <see cref="MaxLength"/>.</param>
    /// <param name="time">The text of its time.</param>
    /// <returns>How many bytes that were.</returns>
    public int Write(Span<byte> to, ReadOnlySpan<byte> time)
    {
        time.CopyTo(to);
        to[TimeLength] = (byte)' ';
        Utf8Formatter.TryFormat(Number, to[(TimeLength + 1)..], out var digits);
        (IsError ? " err "u8 : " out "u8).CopyTo(to[(TimeLength + 1 + digits)..]);
        return TimeLength + 1 + digits + StreamLength;
    }

    /// <summary>Reads what stands before a line.</summary>
    /// <param name="line">Of a file.</param>
    /// <param name="length">How much of it the stamp is.</param>
    /// <returns>Null when the line has none: somebody else wrote it, or an older daemon.</returns>
    public static LogStamp? Read(ReadOnlySpan<byte> line, out int length)
    {
        length = 0;
        if (line.Length < TimeLength + 1 || line[TimeLength] != ' ' || line[TimeLength - 1] != 'Z') return null;
        if (!Utf8Parser.TryParse(line[(TimeLength + 1)..], out long number, out var digits) || number < 1) return null;
        var rest = line[(TimeLength + 1 + digits)..];
        var isError = rest.StartsWith(" err "u8);
        if (!isError && !rest.StartsWith(" out "u8)) return null;
        Span<char> text = stackalloc char[TimeLength];
        if (!Encoding.ASCII.TryGetChars(line[..TimeLength], text, out _)) return null;
        if (!DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return null;
        length = TimeLength + 1 + digits + StreamLength;
        return new LogStamp(time, number, isError);
    }
}
