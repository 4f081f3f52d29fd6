namespace Spinner.Host.Import;

/// <summary>
/// Which models of llama-swap run together. Of a group that swaps one does; one that is exclusive has all other groups stopped that are not persistent.
/// Models of no group are one that does both. Stateless.
/// </summary>
static class LlamaGroups
{
    private const string Default = "models";

    /// <summary>Adds what of it has an equal.</summary>
    /// <param name="groups">Of the file; null: it has none.</param>
    /// <param name="models">The names of all models.</param>
    /// <param name="into">Takes it.</param>
    public static void Read(ForeignMap? groups, IReadOnlyList<string> models, ImportedFile into)
    {
        var all = (groups?.Entries ?? []).Where(e => e.Value is ForeignMap).Select(e => Group.Of(e.Key, (ForeignMap)e.Value, models)).ToList();
        var free = models.Except(all.SelectMany(g => g.Members)).ToList();
        if (free.Count > 0) all.Add(new Group(Default, free, Swaps: true, IsExclusive: true, IsPersistent: false));
        // Whichever is loaded is alone.
        if (all.TrueForAll(g => g is { Swaps: true, IsExclusive: true, IsPersistent: false })) all = [new Group(Default, models, Swaps: true, IsExclusive: false, IsPersistent: false)];
        foreach (var group in all)
        {
            if (group.IsPersistent) into.Remark($"groups.{group.Name}.persistent = true: keep = on of a child is never stopped to make room");
            if (group.IsExclusive && all.Count > 1) into.Remark($"groups.{group.Name}.exclusive = true: others are not stopped for it; members of one spinner.room are");
            if (!group.Swaps || group.Members.Count < 2) continue;
            into.Block("spinner").Block("room").Block(group.Name).List("members", group.Members);
        }
    }

    private sealed record Group(string Name, IReadOnlyList<string> Members, bool Swaps, bool IsExclusive, bool IsPersistent)
    {
        public static Group Of(string name, ForeignMap group, IReadOnlyList<string> models) => new(
            name, [.. (group["members"]?.Texts ?? []).Where(models.Contains).Distinct()],
            group["swap"]?.Switch != false, group["exclusive"]?.Switch != false, group["persistent"]?.Switch == true);
    }
}
