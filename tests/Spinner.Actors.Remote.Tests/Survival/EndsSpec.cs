using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Survival;

/// <summary>Ends of spinners, near and far.</summary>
public class EndsSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_remote_spinner_that_is_disposed_ends_its_watches_and_not_the_children()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await remote.StartAsync("web");
        await using var watch = remote.WatchAsync().GetAsyncEnumerator();
        await watch.NextAsync<WatchStarted>();
        await remote.DisposeAsync();
        Assert.False(await watch.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        Assert.Equal(1, server.Launcher.Living);
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_the_end_calls_fail_at_once(bool disposed)
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client", o => o with { AnswerTimeout = TimeSpan.FromHours(1) });
        var remote = client.Connect(server);
        await remote.ListAsync();
        if (disposed) await remote.DisposeAsync();
        else await client.System.Terminate();
        Func<Task>[] calls =
        [
            () => remote.ListAsync(), () => remote.GetAsync("web"), () => remote.StartAsync("web"), () => remote.StopAsync("web"),
            () => remote.LeaseAsync("web"), () => remote.UseAsync("web").AsTask(),
            async () => await remote.WatchAsync().GetAsyncEnumerator().MoveNextAsync(),
            async () => await remote.ReadOutputAsync("web").GetAsyncEnumerator().MoveNextAsync(),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => call().WaitAsync(Node.Limit));
        await remote.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task The_end_of_the_spinner_is_the_end_of_its_gate()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client", o => o with { LostAfter = TimeSpan.FromSeconds(1), AnswerTimeout = TimeSpan.FromSeconds(3) });
        var remote = client.Connect(server);
        await remote.ListAsync();
        await server.Spinner.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => remote.StartAsync("web"));
        Assert.Equal(0, server.Launcher.Living);
    }
}
