using System.Globalization;
using Microsoft.AspNetCore.Http;
using Spinner.Control.Logs;

namespace Spinner.Control.Live;

/// <summary>What a reader of the stream wants.</summary>
/// <param name="Children">All children, as they are and as they change.</param>
/// <param name="Events">What happens.</param>
/// <param name="Logs">The children whose lines are read along.</param>
/// <param name="Tail">How many lines of the past of each.</param>
sealed record LiveQuery(bool Children, bool Events, IReadOnlyList<string> Logs, int Tail)
{
    private const int MostLogs = 50;
    private const int MostTail = 5000;
    private const int DefaultTail = 200;

    /// <summary>For messages.</summary>
    public static string Allowed { get; } =
        string.Create(CultureInfo.InvariantCulture, $"allowed: children, events, log=NAME at most {MostLogs} times, tail=0 to {MostTail}; at least one of the first three");

    /// <returns>Null when it makes no sense.</returns>
    public static LiveQuery? Read(IQueryCollection query)
    {
        List<string> logs = [.. query["log"].OfType<string>().Distinct(StringComparer.Ordinal)];
        var (children, events, tail) = (Switch(query, "children"), Switch(query, "events"), DefaultTail);
        if (query["tail"].FirstOrDefault() is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out tail) && tail <= MostTail)) return null;
        if (children is null || events is null || logs.Count > MostLogs || !(children.Value || events.Value || logs.Count > 0)) return null;
        return new LiveQuery(children.Value, events.Value, logs, tail);
    }

    /// <summary>The lines it wants of each.</summary>
    public LogSelection Selection => new() { Tail = Tail, Follow = true };

    private static bool? Switch(IQueryCollection query, string name) =>
        !query.TryGetValue(name, out var text) ? false : text.ToString() switch { "" or "true" or "1" => true, "false" or "0" => false, _ => null };
}
