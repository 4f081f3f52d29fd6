namespace Spinner.Processes;

/// <summary>
/// What a launch says of itself by sd_notify(3) beside <c>READY=1</c> and <c>STATUS=</c>, since it was last told. Several words may come as one. A value.
/// </summary>
public readonly record struct LaunchWords
{
    /// <summary><c>BUSY=1</c>, which is ours: it works, and is not idle, until it says <c>BUSY=0</c>. The last of them; null when neither was said.</summary>
    public bool? IsBusy { get; init; }

    /// <summary><c>STOPPING=1</c>: it ends by itself now. At most once for a launch, and only after it was ready.</summary>
    public bool IsStopping { get; init; }

    /// <summary>
    /// <c>EXTEND_TIMEOUT_USEC=</c>: until it is ready, or has stopped, it wants at least this much time from now on. The longest; 1 µs to 24 days; null when
    /// it asks for none.
    /// </summary>
    public TimeSpan? Extension { get; init; }

    /// <summary>
    /// Why it is taken for hung, for people: it has not said <c>WATCHDOG=1</c> for <see cref="LaunchPlan.Watchdog"/>, or has said <c>WATCHDOG=trigger</c>. Told
    /// again for each such time, and only after it was ready; nothing is killed by that alone. Null when it is well.
    /// </summary>
    public string? Hung { get; init; }

    /// <summary>These words and later ones, as one.</summary>
    internal LaunchWords And(LaunchWords later) => new()
    {
        IsBusy = later.IsBusy ?? IsBusy,
        IsStopping = IsStopping || later.IsStopping,
        Extension = Extension is { } time && !(later.Extension > time) ? time : later.Extension,
        Hung = Hung ?? later.Hung,
    };
}
