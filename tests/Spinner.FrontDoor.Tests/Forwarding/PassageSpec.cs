using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>The way of a warm request as far as it is ours.</summary>
public class PassageSpec
{
    private static readonly UpstreamSettings Settings = new(64 * 1024, TimeProvider.System);

    [Fact]
    public async Task A_warm_request_allocates_nothing_and_sends_no_message()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        await door.Spinner.StartAsync("web");
        var apps = new AppDirectory();
        var table = new RoutingTable(new FrontDoorOptions().Filled(), apps.Of);
        table.AddChild(apps.Of("web"));
        var pool = PassagePool.Create(door.Spinner, new Room(door.Spinner, apps), TimeProvider.System);
        Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, (await door.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var route = table.FindByChild(table.ChildOf(HostPart.Of("web.localhost:8080")));
            var passage = pool.Get();
            passage.Begin(route!, Settings, trusted: false);
            if (!passage.TryEnter()) throw new InvalidOperationException("It is warm.");
            pool.Return(passage);
        }
    }

    [Fact]
    public async Task Each_launch_has_its_own_connections_and_who_is_on_the_way_finishes_there()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var app = new App("web");
        using var first = await door.Spinner.UseAsync("web");
        var old = app.UpstreamOf(first.Endpoint, first.Launch, Settings);
        await door.Spinner.RestartAsync("web");
        using var second = await door.Spinner.UseAsync("web");
        var now = app.UpstreamOf(second.Endpoint, second.Launch, Settings);

        Assert.NotSame(old, now);
        Assert.False(old.TryEnter());
        Assert.True(old.Ended.IsCompleted);
        Assert.False(IsDisposed(old));
        old.Leave();
        Assert.True(IsDisposed(old));

        app.Retire(second.Launch - 1);
        Assert.False(now.Ended.IsCompleted);
        app.Retire(second.Launch);
        Assert.False(IsDisposed(now));
        now.Leave();
        Assert.True(IsDisposed(now));
    }

    [Fact]
    public async Task A_closed_app_lets_nobody_in_until_it_is_open_again()
    {
        var app = new App("web");
        Assert.True(app.TryEnter());
        Assert.False(app.TryClose());
        Assert.True(app.Leave());
        Assert.True(app.TryClose());
        Assert.False(app.TryEnter());
        var reopened = app.Reopened;
        Assert.False(reopened.IsCompleted);
        app.Reopen();
        await reopened;
        Assert.True(app.TryEnter());
    }

    private static bool IsDisposed(Upstream upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://nobody/");
        // Cancelled before it connects: the only question is whether the handler still takes requests.
        var sent = Record.Exception(() => upstream.Invoker.SendAsync(request, new CancellationToken(canceled: true)).GetAwaiter().GetResult());
        return sent is ObjectDisposedException;
    }
}
