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

    private static Stack<string> Way(string to, string from, Dictionary<string, string> cameFrom)
    {
        var way = new Stack<string>([to]);
        while (way.Peek() != from) way.Push(cameFrom[way.Peek()]);
        return way;
    }
}
