using Spinner.Actors.Configuration;
using Spinner.Actors.Management;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>How long what is asked of a child may take, on whichever node, by what is declared here. Immutable.</summary>
sealed class DeclaredTimes
{
    private readonly Dictionary<string, (TimeSpan Start, TimeSpan Stop, TimeSpan Drain)> _times = new(StringComparer.Ordinal);

    /// <param name="spinner">All there is of it; it is right.</param>
    public DeclaredTimes(SpinnerOptions spinner)
    {
        var reader = new ChildSpecReader(spinner);
        foreach (var child in spinner.Children)
        {
            if (!reader.TryRead(child, out var spec, out _)) continue;
            var stop = spec.StopTimeout + spec.KillTimeout;
            _times[spec.Name] = (stop + (spec.StartTimeout ?? DurationRange.Positive.Max), stop, spec.DrainTimeout);
        }
    }

    /// <summary>Whether the name is.</summary>
    public bool Has(string name) => _times.ContainsKey(name);

    public TimeSpan Start(string name) => _times.GetValueOrDefault(name).Start + CallTimes.Margin;

    /// <summary>Of all, at the same time.</summary>
    public TimeSpan StopAll => _times.Values.Select(static times => times.Stop).Append(TimeSpan.Zero).Max() + CallTimes.Margin;

    public TimeSpan Stop(string name, bool drain)
    {
        var times = _times.GetValueOrDefault(name);
        return times.Stop + (drain ? times.Drain : TimeSpan.Zero) + CallTimes.Margin;
    }
}
