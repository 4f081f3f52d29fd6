namespace Spinner.Host.Settings;

/// <summary>Cuts a HOCON text into its pieces, whether or not they make sense together.</summary>
static class HoconLexer
{
    private const string Triple = "\"\"\"";
    private const string Special = "{}[]\"\n,=:#$ \t\r";

    public static IEnumerable<HoconToken> Read(string text)
    {
        var line = 1;
        for (var at = 0; at < text.Length;)
        {
            var (kind, length) = Next(text, at);
            if (kind is { } known) yield return new HoconToken(known, at, length, line);
            line += text.AsSpan(at, length).Count('\n');
            at += length;
        }
    }

    private static (HoconKind? Kind, int Length) Next(string text, int at)
    {
        switch (text[at])
        {
            case '{' or '[': return (HoconKind.Open, 1);
            case '}' or ']': return (HoconKind.Close, 1);
            case '\n': return (HoconKind.LineEnd, 1);
            case ',': return (HoconKind.Comma, 1);
            case '"': return Quoted(text, at);
            case ' ' or '\t' or '\r': return (null, 1);
            case '#': return (null, EndOfLine(text, at) - at);
            case '/' when IsComment(text, at): return (null, EndOfLine(text, at) - at);
            case '=' or ':': return (HoconKind.Sign, 1);
            case '$' when IsAt(text, at, "${") && EndOfSubstitution(text, at) is var end and > 0: return (HoconKind.Substitution, end - at);
        }

        var next = at + 1;
        while (next < text.Length && !Special.Contains(text[next]) && !(text[next] == '/' && IsComment(text, next))) next++;
        return (HoconKind.Plain, next - at);
    }

    private static (HoconKind? Kind, int Length) Quoted(string text, int at)
    {
        if (IsAt(text, at, Triple))
        {
            var end = text.IndexOf(Triple, at + 3, StringComparison.Ordinal);
            return end < 0 ? (HoconKind.Unended, text.Length - at) : (HoconKind.Quoted, end + 3 - at);
        }

        for (var next = at + 1; next < text.Length && text[next] != '\n'; next++)
        {
            if (text[next] == '\\') next++;
            else if (text[next] == '"') return (HoconKind.Quoted, next + 1 - at);
        }

        return (HoconKind.Unended, EndOfLine(text, at) - at);
    }

    // http://… is a value.
    private static bool IsComment(string text, int at) => IsAt(text, at, "//") && (at == 0 || text[at - 1] != ':');

    private static bool IsAt(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    private static int EndOfSubstitution(string text, int at)
    {
        var end = text.IndexOf('}', at);
        return end >= 0 && end < EndOfLine(text, at) ? end + 1 : -1;
    }
}
