using System.Text;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// How Kestrel reads the headers of requests: every byte as it came; the default refuses what is not ASCII. Two headers it would read too kindly,
/// and then forget what stood there; an encoding is the only place where their bytes can be seen.
/// </summary>
static class StrictHeaders
{
    private static readonly Encoding Length = new Rewriting(DigitsOnly);
    private static readonly Encoding Connection = new Rewriting(WithAllNames);

    public static Encoding EncodingOf(string header) => header switch
    {
        "Content-Length" => Length,
        "Connection" => Connection,
        _ => Encoding.Latin1,
    };

    // RFC 9110, 8.6: digits. Kestrel also takes +5, which the next reader may not.
    private static string DigitsOnly(string value) => value.Length <= 19 && value.All(char.IsAsciiDigit) ? value : "-";

    // Of "close, X-Hop" Kestrel keeps the one word it knows, on whichever lines they stand, and X-Hop would pass. Beside a second such word all are
    // kept; close wins over keep-alive, which without close is what happens anyway. What comes on a line without such a word gets both, since
    // another line may say one: that connection is closed. Only keep-alive said twice, once with a name, still hides that name.
    private static string WithAllNames(string value)
    {
        var words = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = words.Where(IsKnown).ToList();
        if (known.Count == 0 && words.Length > 0) return $"close, keep-alive, {value}";
        if (known.Count == words.Length || known.Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1) return value;
        return IsKeepAlive(known[0]) ? string.Join(", ", words.Where(w => !IsKeepAlive(w))) : $"keep-alive, {value}";
    }

    private static bool IsKnown(string word) =>
        IsKeepAlive(word) || word.Equals("close", StringComparison.OrdinalIgnoreCase) || word.Equals("upgrade", StringComparison.OrdinalIgnoreCase);

    private static bool IsKeepAlive(string word) => word.Equals("keep-alive", StringComparison.OrdinalIgnoreCase);

    /// <summary>Latin 1 in which a whole text may come out as another. Reads only.</summary>
    private sealed class Rewriting(Func<string, string> rewrite) : Encoding
    {
        public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes.AsSpan(index, count)).Length;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

        public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
        {
            var text = Read(bytes);
            text.CopyTo(chars);
            return text.Length;
        }

        // Space for the word that may be added.
        public override int GetMaxCharCount(int byteCount) => byteCount + 32;

        public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();
        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();
        public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();

        private string Read(ReadOnlySpan<byte> bytes) => rewrite(Latin1.GetString(bytes));
    }
}
