using System.Text;

namespace Spinner.Processes;

/// <summary>
/// Text of the system as a string, without loss: what is UTF-8 is read as such, and any other byte becomes a character of U+DC80 to U+DCFF, which
/// no UTF-8 can give. Stateless.
/// </summary>
internal static class ByteText
{
    private const char First = '\udc80';
    private const char Last = '\udcff';
    private const int Base = 0xdc00;

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var rune, out var taken) == System.Buffers.OperationStatus.Done;
            if (isText) text.Append(rune);
            else foreach (var odd in bytes[..taken]) text.Append((char)(Base + odd));
            bytes = bytes[taken..];
        }

        return text.ToString();
    }

    internal static int CountBytes(string text) => IsPlain(text) ? Encoding.UTF8.GetByteCount(text) : Escaped(text).Length;

    internal static byte[] Encode(string text)
    {
        var bytes = new byte[CountBytes(text)];
        Encode(text, bytes);
        return bytes;
    }

    /// <returns>How many bytes were written.</returns>
    internal static int Encode(string text, Span<byte> into)
    {
        if (IsPlain(text)) return Encoding.UTF8.GetBytes(text, into);
        var bytes = Escaped(text);
        bytes.CopyTo(into);
        return bytes.Length;
    }

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyInRange(First, Last) < 0;

    private static byte[] Escaped(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> one = stackalloc byte[4];
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            var isText = Rune.DecodeFromUtf16(rest, out var rune, out var taken) == System.Buffers.OperationStatus.Done;
            if (!isText && rest[0] is >= First and <= Last) bytes.Add((byte)(rest[0] - Base));
            else bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
            rest = rest[taken..];
        }

        return [.. bytes];
    }
}
