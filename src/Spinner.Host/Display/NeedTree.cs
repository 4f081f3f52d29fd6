using Spinner.Control.Contract;

namespace Spinner.Host.Display;

/// <summary>Draws who needs whom. What several need stands below each of them, and what it needs itself below the first only.</summary>
static class NeedTree
{
    /// <summary>Those whom nobody needs; where all need each other, the first by name.</summary>
    public static IReadOnlyList<string> Roots(IReadOnlyDictionary<string, ChildView> children)
    {
        var needed = children.Values.SelectMany(c => c.Options.Needs).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var names = children.Keys.Order(StringComparer.Ordinal).ToList();
        return names.FindAll(name => !needed.Contains(name)) is { Count: > 0 } roots ? roots : [.. names.Take(1)];
    }

    public static IEnumerable<string> Draw(IEnumerable<string> roots, IReadOnlyDictionary<string, ChildView> children)
    {
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            yield return $"{root}  {StateOf(root)}";
            foreach (var line in Below(root, "")) yield return line;
        }

        IEnumerable<string> Below(string name, string indent)
        {
            if (!drawn.Add(name) || !children.TryGetValue(name, out var child)) yield break;
            foreach (var (index, need) in child.Options.Needs.Index())
            {
                var isLast = index == child.Options.Needs.Count - 1;
                var again = drawn.Contains(need.Name) && children.TryGetValue(need.Name, out var other) && other.Options.Needs.Count > 0 ? "  (above)" : "";
                yield return $"{indent}{(isLast ? "└─ " : "├─ ")}{Format(need)}  {StateOf(need.Name)}{again}";
                foreach (var line in Below(need.Name, indent + (isLast ? "   " : "│  "))) yield return line;
            }
        }

        string StateOf(string name) => !children.TryGetValue(name, out var child) ? "not declared"
            : child is { State: "stopped", DownBecause: "done" } ? "done" : child.State;
    }

    /// <summary>A need in words.</summary>
    public static string Format(NeedView need) =>
        $"{need.Name}{(need.When == "ready" ? "" : $" [{need.When}]")}{(need.RestartWith ? " [restart-with]" : "")}";
}
