using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Management;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Management;

/// <summary>How many mailboxes stand between a start and its process, and between its process and the answer.</summary>
public sealed class HopsSpec : IDisposable
{
    private static readonly ChildOptions Web = new() { Name = "web", Command = "any" };
    private readonly TableSystem _table = new(RecordingMailbox.Everywhere);
    private readonly FakeLauncher _launcher;
    private readonly IActorRef _manager;
    private readonly Listener _asker;
    private string[] _toProcess = [];
    private string[] _toAnswer = [];

    public HopsSpec()
    {
        _launcher = new FakeLauncher(_ => _toProcess = Hops());
        _asker = new Listener(_table.System) { OnTold = _ => _toAnswer = Hops() };
        var options = VirtualTime.Options(new FakeTimeProvider(), _launcher);
        _manager = _table.Create(SpinnerManager.Props(new SpinnerSetup("spinner", options, _launcher, options.Endpoints!) { Beside = static (work, _) => work() }), "spinner");
        Hops();
    }

    public void Dispose() => _table.Dispose();

    [Fact]
    public void Five_to_the_process_and_one_more_to_the_answer()
    {
        _manager.Tell(new StartChild("web", Web), _asker);
        Hops();
        _launcher.Last.BecomeReady();

        _asker.Gets<ChildReady>();
        Assert.Equal(["spinner: StartChild", "child-1: Request", "admission: RequestAdmission", "ports: RequestAdmission", "child-1: Admitted"], _toProcess);
        // What the events and the idle timer take lies beside the way.
        Assert.Equal(["child-1: LaunchIsReady"], _toAnswer.Where(hop => !hop.StartsWith("events:") && !hop.StartsWith("idle:")));
    }

    [Fact]
    public void Two_from_a_start_to_the_answer_when_it_is_started()
    {
        _manager.Tell(new StartChild("web", Web));
        _launcher.Last.BecomeReady();
        Hops();

        _manager.Tell(new StartChild("web", Web), _asker);

        Assert.True(_asker.Gets<ChildReady>().AlreadyRunning);
        Assert.Equal(["spinner: StartChild", "child-1: Request"], _toAnswer);
    }

    /// <summary>What the actors of the spinner took since the last call.</summary>
    private static string[] Hops()
    {
        var taken = RecordingMailbox.Taken.Where(t => t.Actor.ToStringWithoutAddress().StartsWith("/user/root/spinner", StringComparison.Ordinal));
        var hops = taken.Select(t => $"{t.Actor.Name}: {t.Message.GetType().Name}").ToArray();
        RecordingMailbox.Taken.Clear();
        return hops;
    }
}
