using System.Text;

namespace Spinner.Host.Import;

/// <summary>Splits a command line into words as a POSIX shell does, without doing anything else a shell does. Stateless.</summary>
static class CommandWords
{
    /// <exception cref="ImportException">A quote does not end.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isWord = false;
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case '\\' when at + 1 < line.Length && line[at + 1] == '\n':
                    at++; // a line that goes on
                    break;
                case '\\' when at + 1 < line.Length:
                    word.Append(line[++at]);
                    isWord = true;
                    break;
                case '\'' or '"':
                    at = AppendQuoted(line, at, word);
                    isWord = true;
                    break;
                case var c when char.IsWhiteSpace(c):
                    if (isWord) words.Add(word.ToString());
                    word.Clear();
                    isWord = false;
                    break;
                case var c:
                    word.Append(c);
                    isWord = true;
                    break;
            }
        }

        if (isWord) words.Add(word.ToString());
        return words;
    }

    /// <summary>Where the closing quote stands.</summary>
    private static int AppendQuoted(string line, int start, StringBuilder word)
    {
        for (var at = start + 1; at < line.Length; at++)
        {
            if (line[at] == line[start]) return at;
            if (line[start] == '"' && line[at] == '\\' && at + 1 < line.Length && line[at + 1] is '"' or '\\' or '$' or '`') at++;
            word.Append(line[at]);
        }

        throw new ImportException($"a quote does not end: {line.ReplaceLineEndings(" ")}");
    }
}
