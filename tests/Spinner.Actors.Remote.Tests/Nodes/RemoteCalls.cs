namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>What tests ask of a remote spinner, over and over.</summary>
static class RemoteCalls
{
    public static async Task<T> NextAsync<T>(this IAsyncEnumerator<SpinnerEvent> watch) where T : SpinnerEvent
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        return Assert.IsType<T>(watch.Current);
    }

    /// <summary>The reason the server gave for not doing it.</summary>
    public static async Task<RemoteFailure> RefusedAsync(this Task call) => (await Assert.ThrowsAsync<RemoteSpinnerException>(() => call)).Reason;
}
