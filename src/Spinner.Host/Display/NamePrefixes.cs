namespace Spinner.Host.Display;

/// <summary>Names before the lines of several children, as wide as the longest and each in a colour of its own.</summary>
/// <param name="names">The children.</param>
/// <param name="isColoured">Whether there are colours.</param>
sealed class NamePrefixes(IReadOnlyList<string> names, bool isColoured)
{
    private const int MaxWidth = 30;

    // Cyan, yellow, green, magenta, blue, and their bright ones: readable on dark and on light.
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    private readonly int _width = Math.Min(MaxWidth, names.Select(name => Cells.Printable(name).Length).DefaultIfEmpty().Max());
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);

    /// <summary>What stands before a line of this child.</summary>
    public string Of(string name)
    {
        if (_prefixes.TryGetValue(name, out var known)) return known;
        var text = Cells.Printable(name).PadRight(_width) + " | ";
        return _prefixes[name] = isColoured ? $"\u001b[{Colours[_prefixes.Count % Colours.Length]}m{text}\u001b[0m" : text;
    }
}
