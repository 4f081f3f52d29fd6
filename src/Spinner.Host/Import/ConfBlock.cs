using System.Globalization;
using System.Text;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Import;

/// <summary>A block of a HOCON file in the making: keys, blocks and comments, in the order they are added.</summary>
sealed class ConfBlock
{
    private readonly List<Item> _items = [];

    /// <summary>Adds a key with a text in quotes; in place of the value it had.</summary>
    public void Text(string key, string text) => Set(key, HoconText.Quote(text));

    /// <summary>Adds a key with a list of texts.</summary>
    public void List(string key, IEnumerable<string> texts) => Set(key, HoconText.List(texts));

    /// <summary>Adds a key with a duration.</summary>
    public void Duration(string key, TimeSpan span) => Set(key, HoconText.Duration(span));

    /// <summary>Adds a key with a value that is HOCON already.</summary>
    public void Set(string key, string value)
    {
        _items.RemoveAll(i => i.Key == key);
        _items.Add(new Item(key, value, null));
    }

    /// <summary>Whether the key has a value.</summary>
    public bool Has(string key) => _items.Exists(i => i.Key == key);

    /// <summary>The block of this key; made when it is not there.</summary>
    public ConfBlock Block(string key)
    {
        if (_items.Find(i => i.Key == key)?.Block is { } there) return there;
        var made = new ConfBlock();
        _items.Add(new Item(key, null, made));
        return made;
    }

    /// <summary>Adds a comment of one or more lines.</summary>
    public void Remark(string text)
    {
        foreach (var line in text.Split('\n')) _items.Add(new Item(null, $"# {PlainLine(line)}".TrimEnd(), null));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, "");
        return text.ToString();
    }

    private void Write(StringBuilder to, string indent)
    {
        foreach (var (key, value, block) in _items)
        {
            to.Append(indent);
            if (key is not null) to.Append(IsPlain(key) ? key : HoconText.Quote(key)).Append(block is null ? " = " : " ");
            if (block is null)
            {
                to.Append(value).Append('\n');
                continue;
            }

            if (block._items.Count == 0)
            {
                to.Append("{}\n");
                continue;
            }

            to.Append("{\n");
            block.Write(to, indent + "  ");
            to.Append(indent).Append("}\n");
        }
    }

    private static bool IsPlain(string key) => key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // What stands in a comment is somebody else's text.
    private static string PlainLine(string line) =>
        string.Concat(line.Trim().Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c));

    private sealed record Item(string? Key, string? Value, ConfBlock? Block);
}
