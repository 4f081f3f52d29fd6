namespace Spinner.Actors.Remote.Access;

/// <summary>A call whose answer is not sent yet. Used by its session only.</summary>
sealed class PendingAnswer(object question) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    public CancellationToken Token => _cancelled.Token;

    public object Question => question;

    /// <summary>Null unless it has many answers.</summary>
    public Credit? Credit { get; init; }

    public void Cancel() => _cancelled.Cancel();

    public void Dispose() => _cancelled.Dispose();
}
