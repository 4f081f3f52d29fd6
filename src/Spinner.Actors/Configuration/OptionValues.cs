namespace Spinner.Actors.Configuration;

/// <summary>Options that are collections: when two are the same, and what one over another is.</summary>
static class OptionValues
{
    public static bool SameItems<T>(object? left, object? right) =>
        left is IReadOnlyList<T> l && right is IReadOnlyList<T> r ? l.SequenceEqual(r) : ReferenceEquals(left, right);

    public static bool SameVariables(object? left, object? right) =>
        left is IReadOnlyDictionary<string, string> l && right is IReadOnlyDictionary<string, string> r
            ? l.Count == r.Count && l.All(v => r.TryGetValue(v.Key, out var value) && value == v.Value)
            : ReferenceEquals(left, right);

    /// <summary>Merges by name.</summary>
    public static object VariablesOver(object own, object below)
    {
        var merged = EnvironmentNames.Copy((IReadOnlyDictionary<string, string>)below);
        foreach (var (name, value) in (IReadOnlyDictionary<string, string>)own) merged[name] = value;
        return merged;
    }
}
