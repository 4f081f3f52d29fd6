namespace Spinner.Actors.Remote.Access;

/// <summary>A call that waits for its answer. Used by its session only.</summary>
sealed class CallInHand : IDisposable
{
    private readonly CancellationTokenSource _nobodyWaits = new();

    public CancellationToken Token => _nobodyWaits.Token;

    /// <summary>Null unless it is a watch.</summary>
    public WatchRelay? Relay { get; init; }

    public void Cancel() => _nobodyWaits.Cancel();

    public void Dispose() => _nobodyWaits.Dispose();
}
