using Akka.Actor;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Survival;

/// <summary>Children that are held from another node, and how that ends.</summary>
public class RemoteLeaseSpec
{
    private const int Limit = 180_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static ChildOptions Web { get; } = new() { Name = "web" };

    [Fact(Timeout = Limit)]
    public async Task A_lease_lives_as_long_as_its_actor()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var holder = client.System.ActorOf(Props.Create(() => new User(remote)));
        Assert.IsType<ChildReady>(await holder.Ask("lease", Node.Limit));
        await HeldByAsync(server, 1);
        await holder.GracefulStop(Node.Limit);
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_ends_on_request_with_the_connection_and_with_the_use()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var lease = await remote.LeaseAsync("web");
        await HeldByAsync(server, 1);
        await lease.DisposeAsync();
        Assert.Empty(await HoldersAsync(server));
        await lease.DisposeAsync();

        using (var use = await remote.UseAsync("web"))
        {
            Assert.Equal(server.Launcher.Last.Plan.Endpoint, use.Endpoint);
            await HeldByAsync(server, 1);
        }

        await HeldByAsync(server, 0);
        Assert.False(remote.TryUse("web", out _));

        lease = await remote.LeaseAsync(Web);
        await remote.DisposeAsync();
        await HeldByAsync(server, 0);
        await lease.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_ends_though_the_session_may_make_no_more_calls()
    {
        await using var server = new Node("server", o => o with { MaxCalls = 1 }).Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var lease = await remote.LeaseAsync("web");
        server.Launcher.Last.WriteOutput("hello");
        await using var reading = remote.ReadOutputAsync("web", new OutputReading { Follow = true }).GetAsyncEnumerator();
        await reading.MoveNextAsync().AsTask().WaitAsync(Node.Limit);
        Assert.Equal(RemoteFailure.Busy, (await Assert.ThrowsAsync<RemoteSpinnerException>(() => remote.ListAsync())).Reason);

        await lease.DisposeAsync();

        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_is_renewed_when_the_server_is_back()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await client.Connect(server).LeaseAsync("web");
        cable.Cut();
        await HeldByAsync(server, 0);
        cable.Mend();
        await HeldByAsync(server, 1);
    }

    [Fact(Timeout = Limit)]
    public async Task A_peer_that_is_silent_loses_its_session_and_its_leases()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client");
        await client.Connect(server).LeaseAsync("web");
        Assert.Contains("/user/spinner-gate/", Assert.Single(await HoldersAsync(server)), StringComparison.Ordinal);
        cable.Cut();
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Who_ends_a_lease_ends_their_own_and_nobody_elses()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var holder = client.System.ActorOf(Props.Create(() => new User(remote)));
        Assert.IsType<ChildReady>(await holder.Ask("lease", Node.Limit));
        var (one, other) = (await remote.LeaseAsync("web"), await remote.LeaseAsync("web", holder));
        await one.DisposeAsync();
        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Single(await HoldersAsync(server));
        Assert.DoesNotContain(server.Audited, a => a.Command == "Release");

        await holder.Ask("end", Node.Limit);
        Assert.Empty(await HoldersAsync(server));
    }

    [Fact(Timeout = Limit)]
    public async Task An_actor_holds_by_message_and_for_as_long_as_it_lives()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var holder = client.System.ActorOf(Props.Create(() => new User(remote)));
        Assert.IsType<ChildReady>(await holder.Ask("tell", Node.Limit));
        Assert.Single(await HoldersAsync(server));
        Assert.Equal(new LeaseEnded("web", WasHeld: true), await holder.Ask("tell end", Node.Limit));
        Assert.Empty(await HoldersAsync(server));
        Assert.Equal(new LeaseEnded("web", WasHeld: false), await holder.Ask("tell end", Node.Limit));

        Assert.IsType<ChildReady>(await holder.Ask("tell", Node.Limit));
        await holder.GracefulStop(Node.Limit);
        await HeldByAsync(server, 0);
        await using var late = await remote.LeaseAsync("web", holder); // it has ended already
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_whose_connection_is_lost_may_be_disposed()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        var lease = await client.Connect(server).LeaseAsync("web");
        cable.Cut();
        await HeldByAsync(server, 0);
        await lease.DisposeAsync();
        cable.Mend();
        await client.Connect(server, "other").StartAsync("web");
        Assert.Empty(await HoldersAsync(server));
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_start_that_fails_leaves_the_lease_of_the_first()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var lease = await remote.LeaseAsync("web");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => remote.LeaseAsync("web", new CancellationToken(canceled: true)));
        Assert.Equal(RemoteFailure.Denied, await remote.LeaseAsync(Web with { Command = "other" }).RefusedAsync());
        Assert.Equal(SpinnerError.NoSuchChild, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => remote.LeaseAsync("wbe"))).Reason);
        Assert.Single(await HoldersAsync(server));
        await lease.DisposeAsync();
        Assert.Empty(await HoldersAsync(server));
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_was_stopped_meanwhile_stays_so_and_its_holders_learn_it()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        var remote = client.Connect(server);
        var holder = client.System.ActorOf(Props.Create(() => new User(remote)));
        Assert.IsType<ChildReady>(await holder.Ask("lease", Node.Limit));
        var own = await remote.LeaseAsync("web");
        cable.Cut();
        await HeldByAsync(server, 0);
        await server.Spinner.StopAsync("web"); // an operator
        cable.Mend();

        await Eventually.HoldsAsync(() => !client.LostLeases.IsEmpty, "it is told", Node.Limit);
        var lost = Assert.Single(client.LostLeases);
        Assert.Equal((remote.Name, "web"), (lost.Spinner, lost.Child));
        Assert.Contains("not running", lost.Why, StringComparison.Ordinal);
        Assert.Equal(lost, await holder.Ask("lost", Node.Limit));
        Assert.Equal(ChildState.Stopped, (await server.Spinner.GetAsync("web"))!.State);
        Assert.Single(server.Launcher.Launches);
        await own.DisposeAsync();

        await using var anew = await remote.LeaseAsync("web"); // who still needs it says so
        await HeldByAsync(server, 1);
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_is_just_coming_back_is_held_again()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, new Spinner.Actors.TestKit.FakeLauncher(launch => launch.OnTerminate = l => l.ExitBySignal(15)), Patience).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        var leased = client.Connect(server).LeaseAsync("web");
        await Eventually.HoldsAsync(() => server.Launcher.Living == 1, "it is launched", Node.Limit);
        server.Launcher.Last.BecomeReady();
        await leased;
        cable.Cut();
        await HeldByAsync(server, 0);
        server.Launcher.Last.Exit(1);
        await Eventually.HoldsAsync(() => server.Launcher.Living == 1, "it is launched anew", Node.Limit);
        cable.Mend();
        await Eventually.HoldsAsync(() => server.Audited.Any(a => a is { Command: "Hold", Outcome: "held" }), "the lease is renewed", Node.Limit);
        server.Launcher.Last.BecomeReady();
        await HeldByAsync(server, 1);
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync(Node server) => (await server.Spinner.GetAsync("web"))!.AliveBecause?.Leases ?? [];

    private static Task HeldByAsync(Node server, int holders) => RemoteCalls.UntilAsync(async () => (await HoldersAsync(server)).Count == holders);

    private sealed class User(ISpinner spinner) : UntypedActor
    {
        private RemoteLeaseLost? _lost;
        private ChildLease? _lease;
        private IActorRef _asker = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "lease": spinner.LeaseAsync("web", Self).PipeTo(Self, Sender); break;
                case ChildLease lease: _lease = lease; Sender.Tell(lease.Ready); break;
                case "end": _lease!.DisposeAsync().AsTask().PipeTo(Sender, Self, static () => "ended"); break;
                case "tell": _asker = Sender; spinner.Manager.Tell(new StartChild("web") { Lease = true }); break;
                case "tell end": _asker = Sender; spinner.Manager.Tell(new EndLease("web")); break;
                case "lost": Sender.Tell(_lost!); break;
                case RemoteLeaseLost lost: _lost = lost; break;
                default: _asker.Tell(message); break;
            }
        }
    }
}
