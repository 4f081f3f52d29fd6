using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Spinner.Host.Import;

/// <summary>Reads the first document of a YAML file, with its comments. Bounded in depth and in size, so that no file costs more than it has bytes.</summary>
sealed class YamlTree
{
    /// <summary>The most levels of maps and lists.</summary>
    public const int MaxDepth = 64;

    // An alias repeats what its anchor holds, and may do so again inside of another.
    private const int MaxValues = 200_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, (ForeignValue Value, int Count)> _anchors = new(StringComparer.Ordinal);
    private List<string> _comments = [];
    private int _values;

    private YamlTree(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: false));

    /// <exception cref="ImportException">It is no YAML, or goes beyond the bounds.</exception>
    public static ForeignValue Parse(string text)
    {
        try
        {
            return new YamlTree(text).ReadDocument();
        }
        catch (YamlException broken)
        {
            throw new ImportException($"line {broken.End.Line}: not YAML: {broken.Message}");
        }
    }

    private ForeignValue ReadDocument()
    {
        while (Next() is { } next)
            if (next is not (StreamStart or DocumentStart))
                return next is StreamEnd ? new ForeignText("") : Read(next, 0);
        return new ForeignText("");
    }

    private ForeignValue Read(ParsingEvent start, int depth)
    {
        if (depth > MaxDepth) throw new ImportException($"line {start.Start.Line}: more than {MaxDepth} levels deep");
        var before = _values;
        Count(1, start);
        var value = start switch
        {
            Scalar scalar => new ForeignText(scalar.Value),
            AnchorAlias alias => Repeat(alias),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            _ => throw new ImportException($"line {start.Start.Line}: not YAML: {start.GetType().Name} where a value has to stand"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } named) _anchors[named.Anchor.Value] = (value, _values - before);
        return value;
    }

    private ForeignValue Repeat(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchor)) throw new ImportException($"line {alias.Start.Line}: *{alias.Value} stands for nothing");
        Count(anchor.Count, alias);
        return anchor.Value;
    }

    private ForeignList ReadList(int depth)
    {
        var items = new List<ForeignValue>();
        while (Next() is { } next and not SequenceEnd) items.Add(Read(next, depth + 1));
        return new ForeignList(items);
    }

    private ForeignMap ReadMap(int depth)
    {
        var entries = new List<ForeignEntry>();
        while (Next() is { } next and not MappingEnd)
        {
            var comments = _comments;
            _comments = [];
            var key = Read(next, depth + 1).Text ?? throw new ImportException($"line {next.Start.Line}: a key is no text");
            var value = Read(Next() ?? throw new ImportException($"'{key}' has no value"), depth + 1);
            if (key == "<<") Merge(value, entries);
            else entries.Add(new ForeignEntry(key, value, comments));
        }

        return new ForeignMap(entries);
    }

    // "<<: *base": what stands in the map itself wins.
    private static void Merge(ForeignValue from, List<ForeignEntry> into)
    {
        var maps = from is ForeignList list ? list.Items : [from];
        foreach (var entry in maps.OfType<ForeignMap>().SelectMany(m => m.Entries))
            if (into.TrueForAll(e => e.Key != entry.Key)) into.Add(entry);
    }

    private ParsingEvent? Next()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is not Comment comment) return _parser.Current;
            if (!comment.IsInline) _comments.Add(comment.Value.Trim());
        }

        return null;
    }

    private void Count(int values, ParsingEvent at)
    {
        _values += values;
        if (_values > MaxValues) throw new ImportException($"line {at.Start.Line}: more than {MaxValues} values, aliases counted with what they stand for");
    }
}
