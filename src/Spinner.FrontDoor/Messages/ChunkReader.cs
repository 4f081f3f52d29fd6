namespace Spinner.FrontDoor.Messages;

/// <summary>
/// Reads the framing of a chunked body (RFC 9112, 7.1), one line at a time. Lines end with CR LF and nothing else: a lone LF is where two readers
/// come to differ.
/// </summary>
static class ChunkReader
{
    // The size, and extensions that nobody here understands.
    private const int LongestLine = 4096;
    private const int MostDigits = 15;

    /// <summary>The line before a chunk, or the empty one after it.</summary>
    /// <param name="bytes">What has come, from the beginning of the line on.</param>
    /// <param name="size">How long the chunk is; 0 is the last.</param>
    /// <param name="used">How many bytes that took.</param>
    /// <returns>Null: there is more to come of it.</returns>
    public static bool? TryReadSize(ReadOnlySpan<byte> bytes, out long size, out int used)
    {
        (size, used) = (0, 0);
        if (Line(bytes, LongestLine, out var isWrong) is not { } length) return isWrong ? false : null;
        var line = bytes[..length];
        var digits = 0;
        while (digits < line.Length && char.IsAsciiHexDigit((char)line[digits])) size = (size * 16) + HexValue(line[digits++]);
        var rest = line[digits..].TrimStart(" \t"u8);
        used = length + 2;
        return digits is > 0 and <= MostDigits && (rest.IsEmpty || rest[0] == ';') && Syntax.IsValue(rest);
    }

    /// <summary>The end of a chunk.</summary>
    /// <returns>Null: there is more to come of it.</returns>
    public static bool? IsAtEnd(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'\r', (byte)'\n', ..] => true,
        [] or [(byte)'\r'] => null,
        _ => false,
    };

    /// <summary>A line of the trailers.</summary>
    /// <param name="bytes">What has come, from the beginning of the line on.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="name">Empty after the last.</param>
    /// <param name="value">Without white space around it.</param>
    /// <param name="used">How many bytes that took.</param>
    /// <returns>Null: there is more to come of it.</returns>
    public static bool? TryReadTrailer(ReadOnlySpan<byte> bytes, int most, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out int used)
    {
        name = value = default;
        used = 0;
        if (Line(bytes, most, out var isWrong) is not { } length) return isWrong ? false : null;
        used = length + 2;
        if (length == 0) return true;
        var line = bytes[..length];
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return false;
        name = line[..colon];
        value = Syntax.Trim(line[(colon + 1)..]);
        return Syntax.IsToken(name) && Syntax.IsValue(value);
    }

    private static int? Line(ReadOnlySpan<byte> bytes, int longest, out bool isWrong)
    {
        var end = bytes.IndexOf((byte)'\n');
        isWrong = end < 0 ? bytes.Length > longest : end == 0 || end > longest || bytes[end - 1] != '\r';
        return end < 0 || isWrong ? null : end - 1;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
