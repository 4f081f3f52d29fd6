namespace Spinner.Actors.Configuration;

/// <summary>Reads a whole spinner block: what it says, nothing filled in.</summary>
static class SpinnerSettings
{
    private const string AllowedBlock = "a block";

    public static SpinnerOptions Read(OptionErrors errors, Setting section, params IReadOnlyList<string> childKeys)
    {
        if (section.IsNotGiven) return new SpinnerOptions();
        if (section.Members is not { } members)
        {
            errors.AddShown(section.Path, section.Kind, AllowedBlock);
            return new SpinnerOptions();
        }

        var options = SettingBlock.Read(
            errors, members, SpinnerKeys.All, SpinnerOptionsCheck.CheckOwn, SpinnerKeys.Defaults, SpinnerKeys.Children, SpinnerKeys.Remote);
        return options with { Defaults = ReadDefaults(errors, members, childKeys), Children = [.. ReadChildren(errors, members, childKeys)] };
    }

    private static ChildOptions ReadDefaults(OptionErrors errors, IReadOnlyDictionary<string, Setting> members, IReadOnlyList<string> childKeys) =>
        Block(errors, members, SpinnerKeys.Defaults) is { } block
            ? SettingBlock.Read(errors, block, ChildOptionTable.Keys, SpinnerOptionsCheck.CheckDefaults, childKeys)
            : new ChildOptions();

    private static IEnumerable<ChildOptions> ReadChildren(
        OptionErrors errors, IReadOnlyDictionary<string, Setting> members, IReadOnlyList<string> childKeys)
    {
        foreach (var (name, child) in Block(errors, members, SpinnerKeys.Children) ?? new Dictionary<string, Setting>())
        {
            var misnamed = new OptionErrors();
            ChildOptionTable.Check(misnamed, new ChildOptions { Name = name });
            foreach (var error in misnamed.Found) errors.AddShown(child.Path, error.Value, $"as a name {error.Allowed}");
            if (!child.IsNotGiven && child.Members is null) errors.AddShown(child.Path, child.Kind, AllowedBlock);
            var block = child.Members ?? new Dictionary<string, Setting>();
            var options = SettingBlock.Read(errors, block, ChildOptionTable.Keys, ChildOptionTable.Check, childKeys);
            if (misnamed.Found.Count == 0) yield return options with { Name = name };
        }
    }

    private static IReadOnlyDictionary<string, Setting>? Block(OptionErrors errors, IReadOnlyDictionary<string, Setting> members, string key)
    {
        if (SettingBlock.Find(members, key) is not { } found) return null;
        if (found.Members is null) errors.AddShown(found.Path, found.Kind, AllowedBlock);
        return found.Members;
    }
}
