using System.Diagnostics.CodeAnalysis;

namespace Spinner.Processes;

/// <summary>Lists and dictionaries for records: equal by what is in them, and shown with it. They are seen through, not copied.</summary>
static class Values
{
    /// <summary>A list that is equal to another of equal items.</summary>
    [return: NotNullIfNotNull(nameof(items))]
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? items) => items is null or ValueList<T> ? items : new ValueList<T>(items);

    /// <summary>A dictionary that is equal to another of equal pairs.</summary>
    [return: NotNullIfNotNull(nameof(pairs))]
    public static IReadOnlyDictionary<TKey, TValue>? Of<TKey, TValue>(IReadOnlyDictionary<TKey, TValue>? pairs) where TKey : notnull =>
        pairs is null or ValueDictionary<TKey, TValue> ? pairs : new ValueDictionary<TKey, TValue>(pairs);

    /// <summary>The list or dictionary that was given.</summary>
    public static object? Inner(object? collection) => collection is IValue seen ? seen.Inner : collection;

    /// <summary>Lists of texts by their items, all else as it wants.</summary>
    public static bool AreEqual<T>(T one, T other) =>
        one is IReadOnlyList<string> list && other is IReadOnlyList<string> second ? list.SequenceEqual(second) : EqualityComparer<T>.Default.Equals(one, other);
}
