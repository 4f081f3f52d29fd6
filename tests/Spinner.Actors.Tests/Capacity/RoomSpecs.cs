using Akka.Actor;
using Spinner.Actors.Tests.Needs;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>Several children that want more than there is.</summary>
public abstract class RoomSpecs(TableSystem table) : NeedSpecs(table)
{
    protected const long MiB = 1024 * 1024;

    protected static ChildOptions Sized(string name, long mebibytes, params IReadOnlyList<ChildNeed> needs) => Server(name, needs) with { Memory = mebibytes * MiB };

    protected void Ready(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            SlowlyReady(name, TimeSpan.Zero);
            Clock.Advance(Seconds(0.001));
        }
    }

    protected void SlowlyReady(string name, TimeSpan after)
    {
        var start = Start(name);
        Clock.Advance(after);
        Launch(name).BecomeReady();
        start.Gets<ChildReady>();
    }

    /// <summary>Where a and b take all there is, and a is to go: somebody is faster.</summary>
    protected void AssertAnotherGoes()
    {
        Ready("a", "b");
        // Between the look and the stop: the stop is in the mailbox of the child then.
        var child = (IInternalActorRef)Find("child-1");
        child.Suspend();
        Prompt.Add("c");
        var c = Start("c");
        Use("a");
        child.Resume();

        c.Gets<ChildReady>();
        Assert.Equal((ChildState.Started, ChildState.Stopped), (State("a"), State("b")));
    }

    protected void Use(string name) => Assert.True(Gate(name).TryUse());

    private protected LaunchGate Gate(string name) => Setup.Children.TryGet(name, out var slot) ? slot.Serving! : throw new InvalidOperationException($"No {name}.");
}
