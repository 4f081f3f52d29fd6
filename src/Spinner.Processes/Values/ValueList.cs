using System.Collections;

namespace Spinner.Processes;

/// <summary>See <see cref="Values"/>.</summary>
sealed class ValueList<T>(IReadOnlyList<T> items) : IReadOnlyList<T>, IValue
{
    private readonly IReadOnlyList<T> _items = items;

    object IValue.Inner => _items;

    public int Count => _items.Count;

    public T this[int index] => _items[index];

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is ValueList<T> other && (ReferenceEquals(_items, other._items) || _items.SequenceEqual(other._items));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary><c>[web.js, 8080]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
