namespace Spinner.Actors.Remote.Access;

/// <summary>A call that waits for its answer. Used by its session only.</summary>
sealed class PendingAnswer(object question) : IDisposable
{
    private readonly CancellationTokenSource _nobodyWaits = new();

    public CancellationToken Token => _nobodyWaits.Token;

    public object Question => question;

    /// <summary>Null unless it has many answers.</summary>
    public Credit? Credit { get; init; }

    public void Cancel() => _nobodyWaits.Cancel();

    public void Dispose() => _nobodyWaits.Dispose();
}
