using System.Globalization;

namespace Spinner.Actors.Configuration;

/// <summary>Groups of children that exclude each other, as they are written in settings.</summary>
static class RoomForm
{
    private const string Members = "members";
    private const string Running = "running";

    private static SettingForm One { get; } = new("a block { members, running } with a list of names of children, and a whole number", Read, v => Write((RoomGroup)v));

    public static SettingForm Form { get; } = new(
        "a block of names and blocks { members, running }",
        setting => setting.Members is { } groups && groups.ToDictionary(g => g.Key, g => Read(g.Value), StringComparer.Ordinal) is var read && !read.ContainsValue(null)
            ? read.ToDictionary(g => g.Key, g => g.Value!, StringComparer.Ordinal)
            : null,
        v => $"{{\n{string.Concat(((IReadOnlyDictionary<string, RoomGroup>)v).Select(g => $"{HoconText.Quote(g.Key)} {Write(g.Value)}\n"))}}}")
    {
        Entries = (One, s => s.Members?.Values),
    };

    private static RoomGroup? Read(Setting setting)
    {
        if (setting.Members is not { } block) return null;
        var (members, running) = (SettingBlock.Find(block, Members), SettingBlock.Find(block, Running));
        // Anything that is none of these would be a mistake nobody hears of.
        if (members is null || block.Values.Any(m => m != members && m != running && !m.IsNotGiven)) return null;
        if (SettingForms.TextList.Read(members) is not IReadOnlyList<string> names) return null;
        if (running is null) return new RoomGroup { Members = names };
        return SettingForms.Number.Read(running) is int most ? new RoomGroup { Members = names, Running = most } : null;
    }

    private static string Write(RoomGroup group) =>
        string.Create(CultureInfo.InvariantCulture, $"{{ {Members} = {HoconText.List(group.Members)}, {Running} = {group.Running} }}");
}
