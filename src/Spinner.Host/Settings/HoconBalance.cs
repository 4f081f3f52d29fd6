namespace Spinner.Host.Settings;

/// <summary>
/// Looks for brackets and quotes without their other half before Akka's parser sees the text: it takes a missing brace for granted, does not come
/// back from a list without an end, and takes a time that grows with the square of the depth.
/// </summary>
static class HoconBalance
{
    /// <summary>How deep blocks and lists may be nested.</summary>
    public const int MaxDepth = 100;

    private const int MaxErrors = 20;

    /// <returns>What is wrong, each with its line; empty when nothing is.</returns>
    public static IReadOnlyList<string> Check(string text)
    {
        var errors = new List<string>();
        var open = new Stack<(char Bracket, int Line)>();
        foreach (var token in HoconLexer.Read(text))
        {
            switch (token.Kind)
            {
                case HoconKind.Unended:
                    errors.Add($"line {token.Line}: the text in {(token.SliceOf(text).StartsWith("\"\"\"") ? "triple " : "")}quotes has no end");
                    break;
                case HoconKind.Open when open.Count == MaxDepth: return [$"line {token.Line}: blocks and lists are nested more than {MaxDepth} deep"];
                case HoconKind.Open: open.Push((text[token.Start], token.Line)); break;
                case HoconKind.Close: Close(text[token.Start], token.Line, open, errors); break;
            }

            if (errors.Count == MaxErrors) return errors;
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
}
