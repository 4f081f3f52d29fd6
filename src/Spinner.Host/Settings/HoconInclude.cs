namespace Spinner.Host.Settings;

/// <summary>An <c>include</c> of a HOCON text.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last.</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="What">As it is written.</param>
/// <param name="Path">What it includes; null: not a file.</param>
readonly record struct HoconInclude(int Start, int End, int Line, string What, string? Path)
{
    public const string Allowed = "include \"FILE\", or \"DIRECTORY/*.conf\"; with ? before it, what need not be there";

    private const string Word = "include";
    private static readonly string[] OfFile = ["include", "include required(", "include file(", "include required(file("];

    /// <summary>Every include where a key could stand, in their order.</summary>
    public static IEnumerable<HoconInclude> Find(string text)
    {
        var (tokens, lists) = (HoconLexer.Read(text).ToList(), new Stack<bool>());
        var before = HoconKind.LineEnd;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == HoconKind.Open) lists.Push(text[token.Start] == '[');
            else if (token.Kind == HoconKind.Close) lists.TryPop(out _);
            var isKey = before is HoconKind.LineEnd or HoconKind.Comma or HoconKind.Open && !(lists.TryPeek(out var isList) && isList);
            before = token.Kind;
            if (!isKey || token.Kind != HoconKind.Plain || !token.SliceOf(text).SequenceEqual(Word)) continue;
            var end = i + 1;
            while (end < tokens.Count && tokens[end].Kind is HoconKind.Plain or HoconKind.Quoted) end++;
            if (end == i + 1 || (end < tokens.Count && tokens[end].Kind is not (HoconKind.LineEnd or HoconKind.Comma or HoconKind.Close))) continue;
            yield return Of(text, [.. tokens[i..end]]);
            i = end - 1;
            before = HoconKind.Plain;
        }
    }

    /// <summary>Where the inside of a file begins whose braces are all there is; what is behind it is taken away.</summary>
    public static (int From, int Line) Inside(ref string text)
    {
        var tokens = HoconLexer.Read(text).Where(t => t.Kind != HoconKind.LineEnd).ToList();
        if (tokens.Count < 2 || tokens[0].Kind != HoconKind.Open || text[tokens[0].Start] != '{') return (0, 1);
        text = text[..tokens[^1].Start];
        return (tokens[0].Start + 1, tokens[0].Line);
    }

    private static HoconInclude Of(string text, HoconToken[] tokens)
    {
        var (start, end) = (tokens[0].Start, tokens[^1].End);
        var quoted = tokens.Where(t => t.Kind == HoconKind.Quoted).ToList();
        var plain = string.Join(' ', tokens.Where(t => t.Kind == HoconKind.Plain && !IsEnd(t.SliceOf(text))).Select(t => t.SliceOf(text).ToString()));
        var path = quoted.Count == 1 && OfFile.Contains(plain) ? quoted[0].SliceOf(text).Trim('"').ToString() : null;
        return new HoconInclude(start, end, tokens[0].Line, text[(start + Word.Length)..end].Trim(), path is { Length: > 0 } && path is not "?" ? path : null);
    }

    private static bool IsEnd(ReadOnlySpan<char> piece) => piece.Trim(')').IsEmpty;
}
