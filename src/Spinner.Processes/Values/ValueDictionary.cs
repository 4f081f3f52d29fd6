using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Spinner.Processes;

/// <summary>See <see cref="Values"/>. Shown by its keys: values of an environment may be secrets.</summary>
sealed class ValueDictionary<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> pairs) : IReadOnlyDictionary<TKey, TValue>, IValue where TKey : notnull
{
    object IValue.Inner => pairs;

    public int Count => pairs.Count;

    public IEnumerable<TKey> Keys => pairs.Keys;

    public IEnumerable<TValue> Values => pairs.Values;

    public TValue this[TKey key] => pairs[key];

    public bool ContainsKey(TKey key) => pairs.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => pairs.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) =>
        obj is ValueDictionary<TKey, TValue> other && Count == other.Count
        && pairs.All(pair => other.TryGetValue(pair.Key, out var value) && Processes.Values.AreEqual(pair.Value, value));

    public override int GetHashCode() => pairs.Count;

    /// <summary><c>{HOME, PATH}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", pairs.Keys)}}}";
}
