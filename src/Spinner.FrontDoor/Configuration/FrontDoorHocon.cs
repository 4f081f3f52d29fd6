using Akka.Configuration;
using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>The front door's options from HOCON: what it says, nothing filled in.</summary>
static class FrontDoorHocon
{
    private const string AllowedBlock = "a block";

    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="config">Where the block may stand.</param>
    public static FrontDoorOptions ReadBlock(OptionErrors errors, Config config)
    {
        if (config.Root is not { IsEmpty: false } root || !root.IsObject() || !root.GetObject().Items.TryGetValue(FrontDoorKeys.Block, out var found))
            return new FrontDoorOptions();
        var block = HoconSettings.Of(found, FrontDoorKeys.Block);
        if (block.Members is not { } members)
        {
            if (!block.IsNotGiven) errors.AddShown(block.Path, block.Kind, AllowedBlock);
            return new FrontDoorOptions();
        }

        var options = SettingBlock.Read(errors, members, FrontDoorKeys.All, FrontDoorCheck.CheckOwn, FrontDoorKeys.Defaults, FrontDoorKeys.Routes);
        options = options with { Defaults = ReadDefaults(errors, members), Routes = [.. ReadRoutes(errors, members)] };
        // What is wrong by itself was left out, so beside the rest it tells nothing.
        if (errors.Found.Count == 0)
            FrontDoorCheck.CheckTogether(errors, options, $"{block.Path}.certificates", (_, route) => $"{block.Path}.{FrontDoorKeys.Routes}.{route.Name}.hosts");
        return options;
    }

    private static FrontDoorRoute ReadDefaults(OptionErrors errors, IReadOnlyDictionary<string, Setting> members) =>
        Block(errors, members, FrontDoorKeys.Defaults) is { } block
            ? SettingBlock.Read(errors, block, RouteKeys.All, FrontDoorCheck.CheckDefaults)
            : new FrontDoorRoute();

    private static IEnumerable<FrontDoorRoute> ReadRoutes(OptionErrors errors, IReadOnlyDictionary<string, Setting> members)
    {
        foreach (var (name, route) in Block(errors, members, FrontDoorKeys.Routes) ?? new Dictionary<string, Setting>())
        {
            if (!route.IsNotGiven && route.Members is null) errors.AddShown(route.Path, route.Kind, AllowedBlock);
            var block = route.Members ?? new Dictionary<string, Setting>();
            yield return SettingBlock.Read(errors, block, RouteKeys.All, FrontDoorCheck.CheckRoute) with { Name = name };
        }
    }

    private static IReadOnlyDictionary<string, Setting>? Block(OptionErrors errors, IReadOnlyDictionary<string, Setting> members, string key)
    {
        if (SettingBlock.Find(members, key) is not { } found) return null;
        if (found.Members is null) errors.AddShown(found.Path, found.Kind, AllowedBlock);
        return found.Members;
    }
}
