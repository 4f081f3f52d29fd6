using Spinner.Actors.Configuration;

namespace Spinner.Actors.Management;

/// <summary>How long a call may wait for its answer: all the time-outs it may run into, and a margin. Safe for concurrent use.</summary>
sealed class CallTimes(SpinnerSetup setup)
{
    // Of a child whose starts have no deadline: the longest any may have.
    private static readonly TimeSpan LongestStart = DurationRange.Positive.Max;

    private readonly ChildSpecReader _reader = new(setup.Options);

    /// <summary>What an answer takes that waits for nothing.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Where children need each other the last may be told to stop when the drain time-out is nearly over.</summary>
    public TimeSpan StopAll => setup.Children.SlowestStop() + Margin + (setup.Children.Views().Any(v => v.Spec.Needs.Count > 0) ? setup.DrainTimeout : TimeSpan.Zero);

    /// <summary>Of a start or restart. Options that are wrong are refused at once, so they need none.</summary>
    public TimeSpan Start(string name, ChildOptions? options = null)
    {
        var asked = _reader.TryRead(setup.OptionsFor(name, options), out var spec, out _) ? Start(spec) : TimeSpan.Zero;
        var known = setup.Children.TryGet(name, out var slot) ? Start(slot.View.Spec) : TimeSpan.Zero;
        return (asked > known ? asked : known) + Margin;
    }

    public TimeSpan Stop(string name, bool drain = false) =>
        setup.Children.TryGet(name, out var slot) ? Stop(slot.View.Spec) + (drain ? slot.View.Spec.DrainTimeout : TimeSpan.Zero) + Margin : Margin;

    private static TimeSpan Start(ChildSpec spec) => Stop(spec) + (spec.StartTimeout ?? LongestStart);

    private static TimeSpan Stop(ChildSpec spec) => spec.StopTimeout + spec.KillTimeout;
}
