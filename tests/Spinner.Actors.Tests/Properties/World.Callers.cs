using Akka.Actor;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

// Who asks, gives up, and uses the child.
sealed partial class World
{
    private readonly List<Asker> _askers = [];
    private readonly List<ChildUse> _uses = [];
    private int _asked;
    private Asker? _last;                   // the last command
    private bool _refused;                  // a start was refused, or nobody waits for it any more, since the last command
    private int _lastStop;                  // the number of the last command that overtakes starts
    private int _lastDrain;
    private bool _drained;                  // the drain has reached the child

    /// <summary>A use begins; it lasts until a step ends it.</summary>
    public void Keep(ChildUse use)
    {
        _uses.Add(use);
        if (_launches.Find(l => l.Fake.Pid == use.Used.Ready.Pid) is { } launch) launch.Uses++;
    }

    public int UsesOf(Launched launch) => _uses.Count(u => u.Used.Ready.Pid == launch.Fake.Pid) + (launch.IsBusy ? 1 : 0);

    private bool RemovalIsPending => _askers.Exists(a => a is { Asked: RemoveChild, Reply: null });

    private void Ask(object command, Waiter? inner = null, Holder? by = null)
    {
        var asker = NewAsker(command, inner ?? new ReplyWaiter(), by);
        _manager.Tell(new Request(command, asker, by), ActorRefs.NoSender);
        NoteDrain();
    }

    private Asker NewAsker(object command, Waiter inner, Holder? by = null)
    {
        var program = (command as StartChild)?.Options?.Command;
        var asker = new Asker(this, command, program, ++_asked, inner) { By = by, CameAfterDrain = _lastDrain > 0 };
        _askers.Add(asker);
        _last = asker;
        _refused = false;
        if (asker.WantsStart) MayLaunch();
        if (command is not StartChild) Pardon();
        if (command is DrainAll) _lastDrain = _asked;
        if (!asker.WantsStart) _lastStop = _asked;
        return asker;
    }

    /// <summary>Unless it waits behind a removal or in the child's mailbox, the drain has reached the child.</summary>
    private void NoteDrain() => _drained |= _lastDrain > 0 && CommandsArrive;

    private void MayLaunch()
    {
        _leaves++;
        MayLaunchAgain();
    }

    private void Cancel(int pick)
    {
        var asker = _askers.Where(a => a.Waits).Skip(pick).FirstOrDefault();
        if (asker is null) return;
        GiveUp(asker);
        _manager.Tell(new Cancelled(Name, asker), ActorRefs.NoSender);
        // Behind a removal, and while the child is held, the request itself is still on its way.
        asker.IsForgotten = CommandsArrive && asker.Reply is null && asker.Asked is IWithChildName;
        // As the facade does; an actor that asked by message would not.
        if (asker.By?.Key is not null) LetGo(asker.By);
    }

    private void AskTooLate(Waiter inner)
    {
        var command = new StartChild(Name);
        var asker = NewAsker(command, inner);
        GiveUp(asker);
        _manager.Tell(new Cancelled(Name, asker), ActorRefs.NoSender);
        _manager.Tell(new Request(command, asker), ActorRefs.NoSender);
    }

    private void GiveUp(Asker asker)
    {
        var why = new OperationCanceledException();
        if (asker.Inner is UseWaiter use) use.TryFail(why);
        else ((ReplyWaiter)asker.Inner).TryFail(why);
        asker.IsCancelled = true;
        if (asker.WantsStart) _refused = true;
    }

    private void EndUse(int pick)
    {
        if (pick >= _uses.Count) return;
        var use = _uses[pick];
        _uses.RemoveAt(pick);
        _launches.Find(l => l.Fake.Pid == use.Used.Ready.Pid)?.Touch();
        use.Dispose();
    }

    private void ChangeFile()
    {
        MayLaunch();
        Pardon();
        Child?.Tell(new ContentChanged(null!), ActorRefs.NoSender); // these children monitor no path, so this is the path they monitor
    }
}
