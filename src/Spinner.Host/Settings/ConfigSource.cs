using System.Text;

namespace Spinner.Host.Settings;

/// <summary>The text of a configuration, one file or several that are put together, and what of it stands where. Immutable once it is built.</summary>
sealed class ConfigSource
{
    private readonly StringBuilder _text = new();
    private readonly List<Piece> _pieces = [];
    private int _lines = 1;

    /// <summary>All of it.</summary>
    public string Text => _text.ToString();

    /// <summary>Characters of it so far.</summary>
    public int Length => _text.Length;

    /// <summary>A text that is not in a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="directory">Below which its relative paths are.</param>
    public static ConfigSource Of(string text, string directory)
    {
        var source = new ConfigSource();
        source.Add(text, new ConfigFile(null, directory), 1);
        return source;
    }

    /// <summary>Appends a piece of a file, which begins in a line of its own.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="file">Which file.</param>
    /// <param name="line">Its first line there, from 1.</param>
    public void Add(string text, ConfigFile file, int line)
    {
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
            _lines++;
        }

        _pieces.Add(new Piece(_lines, file, line));
        _text.Append(text);
        _lines += text.AsSpan().Count('\n');
    }

    /// <summary>For messages: <c>line 3</c>, or <c>conf.d/web.conf line 3</c> of what is included.</summary>
    public string Place(int line)
    {
        var piece = At(line);
        return $"{(piece.File.Name is { } name ? name + " " : "")}line {line - piece.First + piece.Line}";
    }

    /// <summary>Below which directory the relative paths of a line are.</summary>
    public string DirectoryOf(int line) => At(line).File.Directory;

    private Piece At(int line) => _pieces.FindLast(p => p.First <= line);

    private readonly record struct Piece(int First, ConfigFile File, int Line);
}

/// <summary>A file that text is from.</summary>
/// <param name="Name">For messages; null: the one everybody knows is meant.</param>
/// <param name="Directory">Below which its relative paths are.</param>
sealed record ConfigFile(string? Name, string Directory);
