using System.Buffers;
using System.Collections.Frozen;

namespace Spinner.Actors.Configuration;

/// <summary>
/// A line for a POSIX shell. The shell is to become its last command, so that the child is the program and not a shell around it; not every shell does
/// that by itself.
/// </summary>
static class ShellLine
{
    // Words that are no program: with exec before them they fail.
    private static readonly FrozenSet<string> NoPrograms = FrozenSet.ToFrozenSet(
    [
        "if", "for", "while", "until", "case", "select", "function", "time", ".", ":", "alias", "bg", "break", "builtin", "cd", "command", "continue",
        "declare", "eval", "exec", "exit", "export", "fg", "getopts", "hash", "jobs", "let", "local", "read", "readonly", "return", "set", "shift",
        "source", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait",
    ], StringComparer.Ordinal);

    // Where one of these stands outside of quotes, what the line does last is not plain to see.
    private static readonly SearchValues<char> Syntax = SearchValues.Create(";|()`#!\n{}");

    /// <summary>The line with <c>exec</c> before its last command; as it is where that is no plain command behind nothing but <c>&amp;&amp;</c>.</summary>
    public static string WithExec(string line)
    {
        if (StartOfLast(line) is not { } last) return line;
        var word = line.AsSpan(last).TrimStart();
        var start = line.Length - word.Length;
        var end = word.IndexOfAny(' ', '\t');
        var first = (end < 0 ? word : word[..end]).ToString();
        return first.Length > 0 && first.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/') && !NoPrograms.Contains(first)
            ? $"{line[..start]}exec {line[start..]}"
            : line;
    }

    /// <summary>Behind the last <c>&amp;&amp;</c>; null where the line has other syntax, or quotes that do not end.</summary>
    private static int? StartOfLast(string line)
    {
        var last = 0;
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case '\\': at++; break;
                case '\'' or '"': at = EndOfQuote(line, at); break;
                case '$' when line.AsSpan(at).StartsWith("${"): at = line.IndexOf('}', at) is > 0 and var end ? end : line.Length + 1; break;
                case '&' when line.AsSpan(at).StartsWith("&&"): last = ++at + 1; break;
                case '&': return null;
                case var c when Syntax.Contains(c): return null;
            }

            if (at > line.Length) return null;
        }

        return last;
    }

    private static int EndOfQuote(string line, int start)
    {
        for (var at = start + 1; at < line.Length; at++)
        {
            if (line[at] == line[start]) return at;
            if (line[at] == '\\' && line[start] == '"') at++;
        }

        return line.Length + 1;
    }
}
