using Spinner.Actors.Configuration;

namespace Spinner.Host.Settings;

/// <summary>In which line of a configuration a key is written, by its path as messages have it. Immutable.</summary>
sealed class ConfigLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly ConfigSource _source;

    public ConfigLines(ConfigSource source, HoconOutline outline)
    {
        _source = source;
        // Of what is written more than once the last counts.
        foreach (var (path, line) in outline.Keys) _lines[string.Join('.', path.Keys.Select(HoconSettings.Name))] = line;
    }

    /// <summary>The message with the place of what it begins with, where that is known.</summary>
    public string Placed(string path, string message) => LineOf(path) is { } line ? $"{_source.Place(line)}: {message}" : message;

    /// <summary>Where a key is written; null: nowhere.</summary>
    public string? PlaceOf(string path) => _lines.TryGetValue(path, out var line) ? _source.Place(line) : null;

    /// <summary>Below which directory the relative paths at a key are.</summary>
    public string DirectoryOf(string path) => _source.DirectoryOf(LineOf(path) ?? 1);

    // What is not written itself is a part of what is.
    private int? LineOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
            if (_lines.TryGetValue(path[..end], out var line)) return line;
        return null;
    }
}
