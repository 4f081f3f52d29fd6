using System.Collections.Frozen;

namespace Spinner.FrontDoor.Routing;

/// <summary>Routes of the same hosts and path, of which the value of a field in the body chooses one. Immutable.</summary>
/// <param name="Field">A member of the JSON object that the body is.</param>
/// <param name="Routes">By its value.</param>
/// <param name="Otherwise">For every other body, and for none; null: there is no such route.</param>
sealed record RouteChoice(string Field, FrozenDictionary<string, Route> Routes, Route? Otherwise)
{
    /// <summary>The longest body that is looked at.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Tells each route that is chosen by a field who else may be meant.</summary>
    public static void Connect(IReadOnlyList<Route> routes)
    {
        foreach (var place in routes.GroupBy(PlaceOf, StringComparer.Ordinal))
        {
            var otherwise = place.FirstOrDefault(route => route.Field is null);
            foreach (var chosen in place.Where(route => route.Field is not null).GroupBy(route => route.Field!, StringComparer.Ordinal))
            {
                var byValue = chosen.SelectMany(route => route.Values.Select(value => (value, route))).DistinctBy(pair => pair.value, StringComparer.Ordinal);
                var choice = new RouteChoice(chosen.Key, byValue.ToFrozenDictionary(pair => pair.value, pair => pair.route, StringComparer.Ordinal), otherwise);
                foreach (var route in chosen) route.Choice = choice;
            }
        }
    }

    private static string PlaceOf(Route route) =>
        string.Join('\n', [route.Prefix, .. route.Hosts.Select(host => host.ToUpperInvariant()).Order(StringComparer.Ordinal)]);
}
