using Akka.Actor;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;
using Kill = Spinner.Actors.Children.LaunchActor.Kill;
using Terminate = Spinner.Actors.Children.LaunchActor.Terminate;

namespace Spinner.Actors.Tests.Children;

[Collection(TableSystem.Collection)]
public class LaunchActorSpec
{
    private static readonly LaunchPlan Plan = new()
    {
        Name = "web",
        Command = "any",
        Environment = new Dictionary<string, string>(),
        Endpoint = new TcpEndpoint("127.0.0.1", 9),
    };

    private static int _parents;
    private readonly TableSystem _table;
    private readonly Listener _child;

    public LaunchActorSpec(TableSystem table)
    {
        _table = table;
        _child = new Listener(table.System);
    }

    [Fact]
    public void It_tells_of_the_process_then_of_its_life()
    {
        var launcher = new FakeLauncher();
        var launch = Launched(launcher);

        launcher.Last.BecomeReady();
        launcher.Last.Exit(3);

        Assert.Equal((launch, launcher.Last.Pid), (_child.Take<Spawned>() is var spawned ? spawned.Launch : null, spawned.Process.Pid));
        Assert.Equal((launch, Plan.Endpoint), (_child.Take<LaunchIsReady>() is var ready ? ready.Launch : null, ready.Ready.Endpoint));
        Assert.Equal((launch, 3), (_child.Gets<Exited>().Launch, _child.Gets<Exited>().Exit.Status.Code));
    }

    [Fact]
    public void What_happens_before_the_process_is_handed_over_is_told_after_it()
    {
        Launched(new FakeLauncher(launch =>
        {
            launch.BecomeReady();
            launch.Exit(0);
        }));

        _child.Take<Spawned>();
        _child.Take<LaunchIsReady>();
        _child.Gets<Exited>();
    }

    [Fact]
    public void A_process_that_cannot_be_spawned_is_told_with_its_noun()
    {
        var launcher = new FakeLauncher();
        launcher.FailNext(SpawnFailure.PermissionDenied, "not executable");

        var launch = Launched(launcher);

        Assert.Equal(new NotSpawned(launch, SpawnFailure.PermissionDenied, "not executable"), _child.Gets<NotSpawned>());
        launch.Tell(new Terminate(StopSignal.Term)); // and what comes too late does no harm
        launch.Tell(Kill.Now);
        _table.System.Stop(launch);
    }

    [Fact]
    public void It_signals_the_group()
    {
        var launcher = new FakeLauncher();
        var launch = Launched(launcher);

        launch.Tell(new Terminate(StopSignal.Interrupt));
        launch.Tell(Kill.Now);

        Assert.Equal(["SIGINT", "SIGKILL"], launcher.Last.Signals);
    }

    [Fact]
    public void Its_end_is_the_end_of_the_process()
    {
        var launcher = new FakeLauncher();
        var launch = Launched(launcher);

        _table.System.Stop(launch);

        Assert.Equal((true, false), (launcher.Last.IsDisposed, launcher.Last.IsAlive));
    }

    [Fact]
    public void A_launcher_that_fails_in_another_way_is_told_as_a_refusal_and_not_tried_again()
    {
        var launches = 0;
        var launcher = new FakeLauncher(_ =>
        {
            launches++;
            throw new InvalidOperationException("a bug");
        });

        var launch = Launched(launcher);

        Assert.Equal(
            new NotSpawned(launch, SpawnFailure.Refused, "The launcher failed on 'web': InvalidOperationException: a bug"), _child.Gets<NotSpawned>());
        Assert.Equal(1, launches);
    }

    private IActorRef Launched(FakeLauncher launcher)
    {
        var parent = _table.Create(Props.Create(() => new Parent(_child, launcher)), $"parent-{++_parents}");
        return _table.Find(parent, "launch-1");
    }

    /// <summary>Stands for a ChildActor: launches, and passes on what it is told.</summary>
    private sealed class Parent(Listener heard, IProcessLauncher launcher) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

        protected override void PreStart()
        {
            var launch = Context.ActorOf(LaunchActor.Props(launcher, Plan, new OwnUse(), static work => work()), "launch-1");
            Context.WatchWith(launch, new LaunchEnded(launch));
        }

        protected override void OnReceive(object message) => heard.Tell(message);
    }
}
