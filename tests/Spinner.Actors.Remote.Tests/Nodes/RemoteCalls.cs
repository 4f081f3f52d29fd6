namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>What tests ask of a remote spinner, over and over.</summary>
static class RemoteCalls
{
    public static async Task<T> NextAsync<T>(this IAsyncEnumerator<SpinnerEvent> watch) where T : SpinnerEvent
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        return Assert.IsType<T>(watch.Current);
    }

    /// <summary>The next line.</summary>
    public static async Task<string> LineAsync(this IAsyncEnumerator<ChildOutput> lines) => (await lines.NextAsync<OutputLine>()).Text;

    /// <summary>The next item, which must be of this kind.</summary>
    public static async Task<T> NextAsync<T>(this IAsyncEnumerator<ChildOutput> lines) where T : ChildOutput
    {
        Assert.True(await lines.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        return Assert.IsType<T>(lines.Current);
    }

    /// <summary>Asks until it holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> fact)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Node.Limit);
        while (!await fact()) await every.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>The reason the server gave for not doing it.</summary>
    public static async Task<RemoteFailure> RefusedAsync(this Task call) => (await Assert.ThrowsAsync<RemoteSpinnerException>(() => call)).Reason;
}
