namespace Spinner.Actors.Uses;

/// <summary>
/// Tells when a launch is no longer used, while somebody waits for that. Shared by the gates of a spinner; costs them a look at a flag otherwise. Safe for
/// concurrent use.
/// </summary>
sealed class UnusedSignal
{
    private Action? _tell;

    /// <summary>The next last use that ends is told, once, on any thread; null: nobody waits.</summary>
    public void Await(Action? tell) => Volatile.Write(ref _tell, tell);

    /// <summary>The last use of a launch has ended.</summary>
    public void Tell()
    {
        if (Volatile.Read(ref _tell) is not null) Interlocked.Exchange(ref _tell, null)?.Invoke();
    }
}
