namespace Spinner.Actors.Configuration;

/// <summary>A spinner's options over others: what is given wins; defaults, runners and children merge.</summary>
static class SpinnerMerge
{
    public static SpinnerOptions WithFallback(this SpinnerOptions own, SpinnerOptions others) => own with
    {
        Defaults = own.Defaults.Over(others.Defaults),
        Children = WithFallback(own.Children, others.Children),
        Runners = others.Runners.Concat(own.Runners).GroupBy(r => r.Key, r => r.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal),
        Engine = own.Engine ?? others.Engine,
        Orphans = own.Orphans ?? others.Orphans,
        StateDirectory = own.StateDirectory ?? others.StateDirectory,
        PortRange = own.PortRange ?? others.PortRange,
        RunDirectory = own.RunDirectory ?? others.RunDirectory,
        DrainTimeout = own.DrainTimeout ?? others.DrainTimeout,
        MaxRunning = own.MaxRunning ?? others.MaxRunning,
        MemoryBudget = own.MemoryBudget ?? others.MemoryBudget,
        Room = others.Room.Concat(own.Room).GroupBy(g => g.Key, g => g.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal),
        Launcher = own.Launcher ?? others.Launcher,
        Endpoints = own.Endpoints ?? others.Endpoints,
    };

    /// <summary>The name a child is declared by.</summary>
    public static string? DeclaredName(this ChildOptions child) => child.Name ?? child.Script;

    /// <summary>Whether a child that is declared so is started with its spinner.</summary>
    public static bool StartsWithSpinner(this ChildOptions child) => child.Autostart == true || child.Keep == true;

    private static List<ChildOptions> WithFallback(IReadOnlyList<ChildOptions> own, IReadOnlyList<ChildOptions> others)
    {
        var known = others
            .Where(c => c.DeclaredName() is not null)
            .DistinctBy(c => c.DeclaredName())
            .ToDictionary(c => c.DeclaredName()!, StringComparer.Ordinal);
        var ours = own.Select(c => c.DeclaredName()).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. others.Where(c => !ours.Contains(c.DeclaredName())),
            .. own.Select(c => c.DeclaredName() is { } n && known.TryGetValue(n, out var below) ? c.Over(below) : c),
        ];
    }
}
