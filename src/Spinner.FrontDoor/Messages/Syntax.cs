using System.Buffers;

namespace Spinner.FrontDoor.Messages;

/// <summary>What RFC 9110 calls a token and a field value, as text whose characters stand for bytes (Latin 1), and as bytes.</summary>
static class Syntax
{
    private const string Token = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> TargetChars = SearchValues.Create([.. Between('!', '~').Where(c => c != '#')]);
    private static readonly SearchValues<char> PrintableChars = SearchValues.Create([.. Between(' ', '~')]);
    private static readonly SearchValues<byte> PrintableBytes = SearchValues.Create([.. Between(' ', '~').Select(c => (byte)c)]);
    private static readonly SearchValues<char> TokenChars = SearchValues.Create(Token);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create([.. Token.Select(c => (byte)c)]);

    /// <summary>The name of a header, or a method.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    /// <summary>The name of a header.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    /// <summary>No control character but the tab, no white space around it, nothing that is no byte.</summary>
    public static bool IsValue(ReadOnlySpan<char> value)
    {
        if (!value.IsEmpty && (IsSpace(value[0]) || IsSpace(value[^1]))) return false;
        for (var odd = value.IndexOfAnyExcept(PrintableChars); odd >= 0; odd = value.IndexOfAnyExcept(PrintableChars))
        {
            if (value[odd] is not ('\t' or (>= '\x80' and <= '\xff'))) return false;
            value = value[(odd + 1)..];
        }

        return true;
    }

    /// <summary>No control character but the tab.</summary>
    public static bool IsValue(ReadOnlySpan<byte> value)
    {
        for (var odd = value.IndexOfAnyExcept(PrintableBytes); odd >= 0; odd = value.IndexOfAnyExcept(PrintableBytes))
        {
            if (value[odd] is not ((byte)'\t' or >= 0x80)) return false;
            value = value[(odd + 1)..];
        }

        return true;
    }

    /// <summary>
    /// Visible ASCII, the only characters that end nothing in a request line, but <c>#</c>: a target has no fragment (RFC 9112, 3.2), and one reader would
    /// end the path there where another goes on.
    /// </summary>
    public static bool IsTarget(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(TargetChars) < 0;

    /// <summary>Without the white space around it that is no part of a value.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);

    private static IEnumerable<char> Between(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    private static bool IsSpace(char c) => c is ' ' or '\t';
}
