using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor;

/// <summary>What children behind a front door are unless somebody says otherwise: reloaded by overlap.</summary>
public static class FrontDoorChildren
{
    /// <summary>
    /// Says so for every child that a door leads to. What its own options, or the spinner's defaults, say about <c>Reload</c> stays. Children that are not in <see cref="SpinnerOptions.Children"/>, such as those of an actor system's own HOCON, are not changed.
    /// </summary>
    /// <param name="spinner">The options a spinner is going to be made of.</param>
    /// <param name="door">Its door; null: every child at <c>name.localhost</c>.</param>
    public static SpinnerOptions BehindDoor(this SpinnerOptions spinner, FrontDoorOptions? door = null)
    {
        ArgumentNullException.ThrowIfNull(spinner);
        var options = (door ?? new FrontDoorOptions()).Filled();
        var named = options.Routes.Select(r => r.Child ?? r.Name).ToHashSet(StringComparer.Ordinal);
        return spinner with { Children = [.. spinner.Children.Select(c => IsBehind(c) ? c.BehindDoor(spinner.Defaults) : c)] };

        bool IsBehind(ChildOptions child) => options.Domain != FrontDoorOptions.NoDomain || named.Contains(child.DeclaredName());
    }

    /// <summary>One child; what is given stays, and what listens on nothing is not behind a door: two of it at a time would do its work twice.</summary>
    internal static ChildOptions BehindDoor(this ChildOptions child, ChildOptions? defaults = null)
    {
        if ((child.WithKindDefaults().Endpoint ?? defaults?.WithKindDefaults().Endpoint) == EndpointSpec.None) return child;
        // With a fixed endpoint, or one the supervisor holds, this is a restart all the same.
        return child with { Reload = child.Reload ?? defaults?.Reload ?? ReloadMode.Overlap };
    }
}
