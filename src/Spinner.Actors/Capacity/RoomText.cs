using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Capacity;

/// <summary>Decisions in words, as events, listings and dry runs show them.</summary>
static class RoomText
{
    private const int MostNamed = 8;

    /// <summary>What is wanted and who has it.</summary>
    /// <param name="wanted">Who waits.</param>
    /// <param name="wanting">What there is too little of.</param>
    /// <param name="children">All that have room.</param>
    public static string Awaited(Wanted wanted, IEnumerable<RoomLimit> wanting, IReadOnlyCollection<Occupant> children) =>
        string.Join("; ", wanting.Select(l => l.IsMemory ? Memory(wanted, l, children) : Number(l, children)));

    /// <summary>Why it can never be let in.</summary>
    public static string Refused(Wanted wanted, RoomDecision.NeverFits never)
    {
        var with = never.Takes > never.Limit.Takes(wanted) ? ", with what it needs" : "";
        return never.Limit.IsMemory
            ? $"no room: takes {Bytes(never.Takes)}{with}, and the memory budget is {Bytes(never.Limit.Most)}"
            : $"no room: takes {Count(never.Takes)} places{with}, and {Count(never.Limit.Most)} may run{In(never.Limit)}";
    }

    /// <summary>What it costs to have a child gone.</summary>
    public static string Cost(Occupant child) => string.Create(
        CultureInfo.InvariantCulture, $"{Bytes(child.Bytes)}, {child.Start.TotalSeconds:0.##} s to start, {child.UsesPerHour:0.#} uses per hour");

    /// <summary>For people.</summary>
    public static string Time(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    /// <summary>For people.</summary>
    public static string Bytes(long bytes) => SizeText.Format(bytes);

    private static string Memory(Wanted wanted, RoomLimit limit, IReadOnlyCollection<Occupant> children)
    {
        var free = Math.Max(0, limit.Most - children.Sum(limit.Takes));
        return $"{Bytes(wanted.Bytes)} wanted, {Bytes(free)} of {Bytes(limit.Most)} free, {Names(Holders(limit, children).OrderByDescending(c => c.Bytes), c => $"{c.Name} {Bytes(c.Bytes)}")}";
    }

    private static string Number(RoomLimit limit, IReadOnlyCollection<Occupant> children) =>
        $"{Count(children.Sum(limit.Takes))} of {Count(limit.Most)} run{In(limit)}, {Names(Holders(limit, children).OrderBy(c => c.Name, StringComparer.Ordinal), c => c.Name)}";

    private static string In(RoomLimit limit) => limit.Group is { } name ? $" in {name}" : "";

    private static IEnumerable<Occupant> Holders(RoomLimit limit, IEnumerable<Occupant> children) => children.Where(c => limit.Takes(c) > 0);

    private static string Names(IEnumerable<Occupant> children, Func<Occupant, string> name)
    {
        var all = children.ToList();
        return string.Join(", ", all.Take(MostNamed).Select(name)) + (all.Count > MostNamed ? " …" : "");
    }

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
}
