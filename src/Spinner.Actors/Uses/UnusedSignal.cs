namespace Spinner.Actors.Uses;

/// <summary>
/// Tells when a launch is no longer used, while somebody waits for that. Shared by the gates of a spinner; costs them a look at a flag otherwise. Safe for
/// concurrent use.
/// </summary>
sealed class UnusedSignal
{
    private volatile Action? _tell;

    /// <summary>Called on any thread, at least once for each last use that ends from now on; null: nobody waits.</summary>
    public Action? Tell
    {
        get => _tell;
        set => _tell = value;
    }
}
