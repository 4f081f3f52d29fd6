using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Dispatching;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;
using Spinner.FrontDoor.Tls;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>The way of a warm request as far as it is ours.</summary>
public class ForwardingContextSpec
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
        var pool = ForwardingContextPool.Create(door.Spinner, TimeProvider.System);
        Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, (await door.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var route = table.FindByChild(table.ChildOf(HostPart.Of("web.localhost:8080")));
            var forwarding = pool.Get();
            forwarding.Begin(route!, Settings);
            if (!forwarding.TryEnter()) throw new InvalidOperationException("It is warm.");
            pool.Return(forwarding);
        }
    }

    [Fact]
    public async Task The_whole_way_of_a_warm_request_allocates_nothing_but_the_task_the_server_waits_for()
    {
        await using var spinner = new VirtualDoor(FakeLauncher.Obedient());
        await spinner.Spinner.StartAsync("web");
        var (forwarder, clock) = (new FakeForwarder(), TimeProvider.System);
        var options = new FrontDoorOptions().Filled();
        var contexts = ForwardingContextPool.Create(spinner.Spinner, clock);
        var coldStart = new ColdStarter(spinner.Spinner, clock, _ => { });
        var dispatcher = new Dispatcher(spinner.Spinner, contexts, coldStart, forwarder, forwarder, new RefusalLog(NullLogger.Instance, clock));
        var route = new Route(options.Defaults, new App("web"));
        var apps = new AppDirectory();
        var door = new DoorState(new RoutingTable(options, apps.Of), CertificateTable.Load(options.Certificates), Settings, new DoorRules(options, "spinner-1"));
        var context = VirtualDoor.Request();
        context.Features.Set<IConnectionItemsFeature>(new Items());
        context.Request.Protocol = "HTTP/1.1";
        for (var i = 0; i < 100; i++) Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0, 1, ServersTask);
        Assert.Equal(1100, forwarder.Sent);
        Assert.Equal(0, (await spinner.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var forwarding = contexts.Get();
            if (forwarding.Head.Read(context, door.Rules) is not null) throw new InvalidOperationException("It is a request.");
            var task = dispatcher.RunAsync(context, forwarding, route, door);
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
        var forwarding = new ForwardingContext(door.Spinner, clock);
        var route = new Route(new FrontDoorOptions().Filled().Defaults, new App("web"));
        var (sent, buffer) = (new Pipe(), new byte[10]);
        var body = Begin(sent.Reader.AsStream());

        var reading = body.ReadAsync(buffer).AsTask();
        clock.Advance(TimeSpan.FromHours(1));
        await sent.Writer.WriteAsync("half"u8.ToArray());
        Assert.Equal(4, await reading);
        clock.Advance(route.FirstAnswer - TimeSpan.FromSeconds(1));
        reading = body.ReadAsync(buffer).AsTask();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(forwarding.IsLate);
        await sent.Writer.CompleteAsync();
        Assert.Equal(0, await reading);
        clock.Advance(route.FirstAnswer);
        Assert.True(forwarding.IsLate);

        // The next attempt has all the time there is, and what is left of this one does not count.
        var before = body;
        forwarding.Leave();
        Assert.False(forwarding.IsLate);
        _ = Begin(Stream.Null);
        Assert.Equal(0, await before.ReadAsync(buffer));
        clock.Advance(route.FirstAnswer);
        Assert.False(forwarding.IsLate);
        forwarding.Leave();

        TimedBody Begin(Stream stream)
        {
            forwarding.Begin(route, Settings);
            forwarding.SelectUpstream(new UnixEndpoint("/nobody"), 1);
            forwarding.Sending(hasBody: true);
            return new TimedBody(stream, forwarding, forwarding.Round);
        }
    }

    [Fact]
    public async Task The_time_of_a_first_attempt_does_not_run_on_while_the_child_starts_again()
    {
        var clock = new FakeTimeProvider();
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var forwarding = new ForwardingContext(door.Spinner, clock);
        var route = new Route(new FrontDoorOptions().Filled().Defaults, new App("web"));
        forwarding.Begin(route, Settings);
        forwarding.SelectUpstream(new UnixEndpoint("/nobody"), 1);
        forwarding.Sending(hasBody: false);

        clock.Advance(route.FirstAnswer / 2);
        forwarding.Leave();
        clock.Advance(route.FirstAnswer);
        Assert.False(forwarding.IsLate);
    }

    private sealed class Items : IConnectionItemsFeature
    {
        IDictionary<object, object?> IConnectionItemsFeature.Items { get; set; } = new Dictionary<object, object?>();
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
