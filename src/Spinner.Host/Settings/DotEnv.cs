using System.Text;
using System.Text.RegularExpressions;

namespace Spinner.Host.Settings;

/// <summary>
/// Reads variables as <c>.env</c> files have them: <c>NAME=value</c> in lines, with or without <c>export</c>, blanks around the sign, quotes of either
/// kind over several lines, comments. Nothing is executed or substituted. No message shows a value.
/// </summary>
sealed partial class DotEnv
{
    private const string Allowed = "NAME=value, export NAME=value, or a comment";
    private readonly string _text;
    private readonly List<(string Name, string Value)> _found = [];
    private readonly List<string> _errors = [];
    private int _at;

    private DotEnv(string text) => _text = text;

    /// <summary>The variables, in their order; of two with one name the last counts.</summary>
    /// <param name="text">What stands in the file.</param>
    /// <param name="errors">What is wrong, each with its line; empty on success.</param>
    public static IReadOnlyList<(string Name, string Value)> Parse(string text, out IReadOnlyList<string> errors)
    {
        var file = new DotEnv(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        while (file._at < file._text.Length) file.ReadLine();
        errors = file._errors;
        return file._found;
    }

    private void ReadLine()
    {
        var line = 1 + _text.AsSpan(0, _at).Count('\n');
        if (Blank().Match(_text, _at) is { Success: true } blank)
        {
            _at += blank.Length;
            return;
        }

        if (Beginning().Match(_text, _at) is not { Success: true } beginning)
        {
            Refuse(line, $"no variable stands here; allowed: {Allowed}");
            return;
        }

        _at += beginning.Length;
        var name = beginning.Groups["name"].Value;
        var quote = _at + _text.AsSpan(_at).IndexOfAnyExcept(' ', '\t');
        var value = quote >= _at && _text[quote] is '"' or '\'' or '`' ? Quoted(quote, line, name) : Plain();
        if (value is null) return;
        if (value.Contains('\0', StringComparison.Ordinal)) _errors.Add($"line {line}: the value of {name} has a NUL");
        else _found.Add((name, value));
    }

    private string Plain()
    {
        var end = EndOfLine();
        var value = Comment().Replace(_text[_at..end], "").Trim();
        _at = end;
        return value;
    }

    private string? Quoted(int at, int line, string name)
    {
        var quote = _text[at];
        var (value, end) = (new StringBuilder(), at + 1);
        for (; end < _text.Length && _text[end] != quote; end++)
            if (quote == '"' && _text[end] == '\\' && end + 1 < _text.Length) value.Append(Escaped(_text[++end]));
            else value.Append(_text[end]);
        if (end >= _text.Length)
        {
            _errors.Add($"line {line}: the quotes of {name} have no end");
            _at = _text.Length;
            return null;
        }

        _at = end + 1;
        if (_text.AsSpan(_at, EndOfLine() - _at).Trim() is { IsEmpty: false } rest && rest[0] != '#')
        {
            Refuse(line, $"something follows the quotes of {name}; allowed: a comment");
            return null;
        }

        _at = EndOfLine();
        return value.ToString();
    }

    private static string Escaped(char c) => c switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' or '`' => c.ToString(),
        _ => "\\" + c,
    };

    private void Refuse(int line, string why)
    {
        _errors.Add($"line {line}: {why}");
        _at = EndOfLine();
    }

    private int EndOfLine() => _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;

    [GeneratedRegex(@"\G[^\S\n]*(#[^\n]*)?(\n|\z)")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\G[^\S\n]*(export[^\S\n]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[^\S\n]*=")]
    private static partial Regex Beginning();

    // Without a blank before it the sign is of the value.
    [GeneratedRegex(@"\s#.*$")]
    private static partial Regex Comment();
}
