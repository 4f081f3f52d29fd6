namespace Spinner.Actors.Configuration;

/// <summary>Which child needs which others.</summary>
static class NeedGraph
{
    /// <summary>The shortest way from a child to itself; null: there is none.</summary>
    /// <param name="name">The child; first and last of what is returned.</param>
    /// <param name="needsOf">What a child needs itself.</param>
    public static IReadOnlyList<string>? Circle(string name, Func<string, IEnumerable<string>> needsOf)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([name]);
        while (next.TryDequeue(out var at))
        {
            foreach (var need in needsOf(at))
            {
                if (need == name) return [.. Way(at, name, cameFrom), name];
                if (cameFrom.TryAdd(need, at)) next.Enqueue(need);
            }
        }

        return null;
    }

    /// <summary>A circle in words.</summary>
    public static string Format(IEnumerable<string> circle) => string.Join(" needs ", circle);

    /// <summary>Some children and all they need, however far away: each once, behind what it needs.</summary>
    /// <param name="names">The children.</param>
    /// <param name="needsOf">What a child needs itself.</param>
    public static IReadOnlyList<string> WithNeeds(IEnumerable<string> names, Func<string, IEnumerable<string>> needsOf)
    {
        var (all, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in names) Add(name);
        return all;

        void Add(string name)
        {
            if (!seen.Add(name)) return;
            foreach (var need in needsOf(name)) Add(need);
            all.Add(name);
        }
    }

    private static Stack<string> Way(string to, string from, Dictionary<string, string> cameFrom)
    {
        var way = new Stack<string>([to]);
        while (way.Peek() != from) way.Push(cameFrom[way.Peek()]);
        return way;
    }
}
