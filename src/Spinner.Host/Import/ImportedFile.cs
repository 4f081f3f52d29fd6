using System.Globalization;

namespace Spinner.Host.Import;

/// <summary>A file of children that is written for somebody: its remarks, and a block for each child in the order they are added.</summary>
sealed class ImportedFile
{
    private readonly ConfBlock _head = new();
    private readonly ConfBlock _root = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <param name="remarks">What stands at its top.</param>
    public ImportedFile(params IEnumerable<string> remarks)
    {
        foreach (var remark in remarks) Remark(remark);
    }

    /// <summary>One that is made from a file of another process manager.</summary>
    /// <param name="source">The name of that file.</param>
    public static ImportedFile From(string source) => new(
        $"Made from {source} by spinner import. A comment stands for what has no equal here.",
        "Started with: spinner up -c FILE. Which keys there are: hocon/spinner.conf.");

    /// <summary>The number of children.</summary>
    public int Count => _names.Count;

    /// <summary>The block of the children's common defaults.</summary>
    public ConfBlock Defaults => _root.Block("spinner").Block("defaults");

    private ConfBlock Children => _root.Block("spinner").Block("children");

    /// <summary>A comment on the file as a whole.</summary>
    public void Remark(string text) => _head.Remark(text);

    /// <summary>A comment in front of the children that follow.</summary>
    public void RemarkNext(string text) => Children.Remark(text);

    /// <summary>The settings of a block beside that of the spinner.</summary>
    public ConfBlock Block(string name) => _root.Block(name);

    /// <summary>A new child; a name that is taken gets a number.</summary>
    /// <param name="name">As in the file; empty: a word in its place.</param>
    /// <param name="comments">What stood above it.</param>
    public ConfBlock Child(string name, IEnumerable<string> comments)
    {
        foreach (var comment in comments) Children.Remark(comment);
        var wanted = name.Length == 0 ? "app" : name;
        var own = wanted;
        for (var number = 2; !_names.Add(own); number++) own = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        var child = Children.Block(own);
        if (own != wanted) child.Remark($"The name {wanted} stands in the file more than once.");
        return child;
    }

    public override string ToString() => $"{_head}{_root}";
}
