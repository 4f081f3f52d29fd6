using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Configuration;

namespace Spinner.Host.Settings;

/// <summary>Which key belongs where in a file of children.</summary>
static class KeyPlaces
{
    private const string Spinner = SpinnerExtensions.DefaultName;

    private static readonly (string Place, Func<string, bool> Has)[] All =
    [
        ("stands beside the block spinner", Named(HostKeys.Block, DoorSettings.Block)),
        ($"belongs to {Spinner}", name => Has(SpinnerKeys.All, name) || Named(SpinnerKeys.Defaults, SpinnerKeys.Children, SpinnerKeys.Remote)(name)),
        ($"belongs to a child, {Spinner}.{SpinnerKeys.Children}.NAME", name => Has(ChildOptionTable.Keys, name) || Named(EnvFiles.Key)(name)),
        ($"belongs to {HostKeys.Block}", name => Has(HostKeys.All, name) || Named(HostKeys.Tokens)(name)),
        ($"belongs to {DoorSettings.Block}", name => Has(FrontDoorKeys.All, name) || Named(FrontDoorKeys.Defaults, FrontDoorKeys.Routes)(name)),
        ($"belongs to a route, {DoorSettings.Block}.{FrontDoorKeys.Routes}.NAME", name => Has(RouteKeys.All, name)),
    ];

    /// <summary>Of a key that is right in another block it says in which.</summary>
    public static OptionError Explain(OptionError error)
    {
        if (error.UnknownKey is not { } name) return error;
        var places = All.Where(p => p.Has(name)).Select(p => p.Place).ToList();
        return places.Count == 0 ? error : error with { Value = $"an unknown key here; {name} {string.Join(", or ", places)}" };
    }

    private static bool Has<T>(IEnumerable<SettingKey<T>> keys, string name) => keys.Any(k => k.IsNamed(name));

    private static Func<string, bool> Named(params string[] keys) => name => keys.Contains(name, StringComparer.OrdinalIgnoreCase);
}
