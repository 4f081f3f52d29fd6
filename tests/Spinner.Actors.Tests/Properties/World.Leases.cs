using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

// Who holds the child. The model is what the child has answered; of holders that died it hears by a message, as of everything else.
sealed partial class World
{
    private readonly List<Holder> _leases = [];         // asked for, and not let go of
    private readonly HashSet<Holder> _held = [];        // taken, for all the child has told
    private readonly List<(IActorRef Actor, bool IsKnown)> _dead = [];
    private ActorRefWithCell? _actor;                   // a holder that lives
    private int _actors;

    public int Held => _held.Count;

    private bool IsWanted => IsKept || _held.Any(h => !IsDead(h));

    private bool IsDead(Holder holder) => _dead.Exists(d => d.Actor.Equals(holder.Actor));

    private void AskLease(Holder holder)
    {
        if (!_leases.Contains(holder)) _leases.Add(holder);
        Ask(new StartChild(Name, First) { Lease = true }, by: holder);
    }

    private ActorRefWithCell HolderActor => _actor ??= _parent.Create(Props.Create<Holding>(), $"{_spinner}-holder-{++_actors}");

    /// <summary>As the facade: without a word more to whoever waits for that lease.</summary>
    private void LetGo(Holder? holder)
    {
        if (holder is null || !_leases.Remove(holder)) return;
        var asker = new Asker(this, new EndLease(Name), null, ++_asked, new ReplyWaiter()) { By = holder, CameAfterDrain = _lastDrain > 0 };
        _askers.Add(asker);
        _manager.Tell(new Request(asker.Asked, asker, holder), ActorRefs.NoSender);
    }

    private void EndHolderActor()
    {
        if (_actor is not { } actor) return;
        _actor = null;
        _leases.RemoveAll(h => actor.Equals(h.Actor));
        _dead.Add((actor, IsKnown: false));
        actor.Stop();
        if (_heldChild is null) NoteDeaths();
    }

    private void NoteDeaths()
    {
        if (_held.RemoveWhere(IsDead) > 0) TouchServing();
        for (var at = 0; at < _dead.Count; at++) _dead[at] = _dead[at] with { IsKnown = true };
    }

    /// <summary>A start is answered with ChildReady: it holds, unless it was let go of, or its actor is known to be dead.</summary>
    private void JudgeHolding(Asker asker)
    {
        if (asker is not { Asked: StartChild { Lease: true }, By: { } holder, HasLetGo: false }) return;
        // Of an actor that is dead already the child hears in its next message.
        if (IsDead(holder) && _heldChild is null) return;
        _held.Add(holder);
    }

    private void JudgeLetGo(Asker asker, LeaseEnded ended)
    {
        if (_ended) return;
        if (ended.WasHeld != _held.Contains(asker.By!) && !IsDead(asker.By!)) Broken($"{asker} is told {ended}, and held are {Show(_held)}");
        if (_held.Remove(asker.By!)) TouchServing();
        foreach (var earlier in _askers.Where(a => a.By == asker.By && a.Sent < asker.Sent && a.Reply is null)) earlier.HasLetGo = true;
    }

    private void TouchServing() => _launches.Find(l => l.Fake.Pid == Slot?.Serving?.Ready.Pid)?.Touch();

    /// <summary>What holds the child is what it shows; and who holds it is not left with nothing.</summary>
    private void LookAtLeases()
    {
        if (_heldChild is not null || RemovalIsPending) return;
        var shown = Slot?.View.Holders ?? [];
        if (!shown.Order(StringComparer.Ordinal).SequenceEqual(_held.Select(h => h.ToString()).Order(StringComparer.Ordinal)))
            Broken($"held by {Show(_held)}, and it shows {string.Join(", ", shown)}");
        if (IsWanted && NothingIsHeld && Slot?.View.State is ChildState.Starting or ChildState.Restarting && Alive.Count == 0 && !_clock.IsArmed)
            Broken($"wanted, {Slot?.View.State}, and nothing is launched nor will be");
    }

    /// <summary>At rest a child that is held runs, or somebody said that it should not, or its process cannot be killed.</summary>
    private void RestHeld()
    {
        if (_held.Count == 0) return;
        _temper = Temper.ReadyAtOnce;
        for (var n = 0; Slot?.View.State is not (ChildState.Started or ChildState.Stopped) && !IsUnkillable && n < Enough && _clock.AdvanceToNext(); n++) Look();
        var isStopped = _lastEntry is ChildStopped { Cause: TransitionCause.Stop or TransitionCause.Drain or TransitionCause.Remove or TransitionCause.Ended };
        if (Slot?.View.State != ChildState.Started && !isStopped && !IsUnkillable) Broken($"held by {Show(_held)}, and {Slot?.View.State} at rest after {_lastEntry}");
        EndHolderActor();
        while (_leases.Count > 0) LetGo(_leases[0]);
        Look();
        if (_held.Count > 0) Broken($"still held by {Show(_held)}, and all have let go");
        ThrowIfBroken();
    }

    private static string Show(IEnumerable<Holder> holders) => string.Join(", ", holders.Select(h => h.ToString()).DefaultIfEmpty("nobody"));

    private sealed class Holding : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
