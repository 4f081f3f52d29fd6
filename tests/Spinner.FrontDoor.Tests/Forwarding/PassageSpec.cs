using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Routing;
using Spinner.Processes;

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
        var pool = PassagePool.Create(door.Spinner, new Room(door.Spinner, TimeProvider.System), TimeProvider.System);
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
    public async Task The_whole_way_of_a_warm_request_allocates_nothing_but_the_task_the_server_waits_for()
    {
        await using var spinner = new VirtualDoor(FakeLauncher.Obedient());
        await spinner.Spinner.StartAsync("web");
        var (forwarder, clock) = (new FakeForwarder(), TimeProvider.System);
        var options = new FrontDoorOptions().Filled();
        var room = new Room(spinner.Spinner, clock);
        var passages = PassagePool.Create(spinner.Spinner, room, clock);
        var courier = new Courier(spinner.Spinner, passages, new ColdStart(spinner.Spinner, room, clock, _ => { }), forwarder, NullLogger.Instance);
        var route = new Route(options.Defaults, new App("web"));
        var context = VirtualDoor.Request();
        for (var i = 0; i < 100; i++) Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0, 1, ServersTask);
        Assert.Equal(1100, forwarder.Sent);
        Assert.Equal(0, (await spinner.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var task = courier.RunAsync(context, route, options, Settings);
            forwarder.Answer();
            if (!task.IsCompletedSuccessfully) throw new InvalidOperationException("The answer came on this thread, and so does the end.");
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
    public async Task A_body_is_the_childs_to_take_and_the_clients_to_send()
    {
        var clock = new FakeTimeProvider();
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var passage = new Passage(door.Spinner, new Room(door.Spinner, clock), clock);
        var route = new Route(new FrontDoorOptions().Filled().Defaults, new App("web"));
        var (context, sent, buffer) = (VirtualDoor.Request(), new Pipe(), new byte[10]);
        context.Request.Body = sent.Reader.AsStream();
        Begin();

        var reading = context.Request.Body.ReadAsync(buffer).AsTask();
        clock.Advance(TimeSpan.FromHours(1));
        await sent.Writer.WriteAsync("half"u8.ToArray());
        Assert.Equal(4, await reading);
        clock.Advance(route.FirstAnswer - TimeSpan.FromSeconds(1));
        reading = context.Request.Body.ReadAsync(buffer).AsTask();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(passage.IsLate);
        await sent.Writer.CompleteAsync();
        Assert.Equal(0, await reading);
        clock.Advance(route.FirstAnswer);
        Assert.True(passage.IsLate);

        // The next attempt has all the time there is, and what is left of this one does not count.
        var before = context.Request.Body;
        passage.Leave();
        Assert.False(passage.IsLate);
        context.Request.Body = Stream.Null;
        Begin();
        Assert.Equal(0, await before.ReadAsync(buffer));
        clock.Advance(route.FirstAnswer);
        Assert.False(passage.IsLate);
        passage.Leave();

        void Begin()
        {
            passage.Begin(route, Settings, trusted: false);
            passage.Aim(new UnixEndpoint("/nobody"), 1);
            _ = passage.SendAsync(new FakeForwarder(), context).AsTask();
        }
    }

    [Fact]
    public async Task The_time_of_a_first_attempt_does_not_run_on_while_the_child_starts_again()
    {
        var clock = new FakeTimeProvider();
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var passage = new Passage(door.Spinner, new Room(door.Spinner, clock), clock);
        var route = new Route(new FrontDoorOptions().Filled().Defaults, new App("web"));
        var context = VirtualDoor.Request();
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
        passage.Begin(route, Settings, trusted: false);
        passage.Aim(new UnixEndpoint("/nobody"), 1);
        _ = passage.SendAsync(new FakeForwarder(), context).AsTask();

        clock.Advance(route.FirstAnswer / 2);
        passage.Leave();
        clock.Advance(route.FirstAnswer);
        Assert.False(passage.IsLate);
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }

    // One async method that waits: 352 bytes as these tests are built. Another would not fit.
    private const double ServersTask = 400;

    private static bool IsDisposed(Upstream upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://nobody/");
        // Cancelled before it connects: the only question is whether the handler still takes requests.
        var sent = Record.Exception(() => upstream.Invoker.SendAsync(request, new CancellationToken(canceled: true)).GetAwaiter().GetResult());
        return sent is ObjectDisposedException;
    }
}
