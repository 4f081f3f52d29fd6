namespace Spinner.Host.Settings;

/// <summary>
/// Looks for brackets and quotes without their other half before Akka's parser sees the text: it takes a missing brace for granted and
/// does not come back from a list without an end.
/// </summary>
static class HoconBalance
{
    private const string Triple = "\"\"\"";

    /// <returns>What is wrong, each with its line; empty when nothing is.</returns>
    public static IReadOnlyList<string> Check(string text)
    {
        var errors = new List<string>();
        var open = new Stack<(char Bracket, int Line)>();
        var line = 1;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n': line++; break;
                case '#': at = EndOfLine(text, at) - 1; break;
                case '/' when IsAt(text, at, "//") && IsStart(text, at): at = EndOfLine(text, at) - 1; break;
                case '"': at = SkipText(text, at, ref line, errors); break;
                case '{' or '[': open.Push((text[at], line)); break;
                case '}' or ']': Close(text[at], line, open, errors); break;
            }
        }

        errors.AddRange(open.Reverse().Select(o => $"line {o.Line}: '{o.Bracket}' is never closed").Distinct());
        return errors;
    }

    private static void Close(char bracket, int line, Stack<(char Bracket, int Line)> open, List<string> errors)
    {
        var wanted = bracket == '}' ? '{' : '[';
        if (open.TryPeek(out var last) && last.Bracket == wanted) open.Pop();
        else errors.Add($"line {line}: '{bracket}' closes nothing{(last.Line > 0 ? $"; '{last.Bracket}' of line {last.Line} is open" : "")}");
    }

    /// <returns>The index of the text's last character.</returns>
    private static int SkipText(string text, int at, ref int line, List<string> errors)
    {
        var began = line;
        if (IsAt(text, at, Triple))
        {
            var end = text.IndexOf(Triple, at + 3, StringComparison.Ordinal);
            if (end < 0) errors.Add($"line {began}: the text in triple quotes has no end");
            var last = end < 0 ? text.Length - 1 : end + 2;
            line += text.AsSpan(at, last - at + 1).Count('\n');
            return last;
        }

        for (at++; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '"') return at;
        }

        errors.Add($"line {began}: the text in quotes has no end");
        return at - 1;
    }

    // http://… is a value.
    private static bool IsStart(string text, int at) => at == 0 || text[at - 1] != ':';

    private static bool IsAt(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
}
