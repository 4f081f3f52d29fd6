using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Management;

// Who the children are. From forwarding a Remove until the child has ended, or the removal has failed, the name's requests are held,
// so that no command reaches an actor that is about to stop.
sealed partial class SpinnerManager
{
    private sealed record ChildEnded(string Name) : ILocalSignal;

    private sealed record ServiceEnded(string Name) : ILocalSignal;

    private sealed record Member(IActorRef Child)
    {
        public Queue<Request>? Held { get; set; }
        public Removal? Removal { get; set; }
        public bool IsForgotten { get; set; }
    }

    private void Create(ChildSpec spec)
    {
        var slot = new ChildSlot(new ChildView(spec, ChildState.Stopped, _services.Clock.GetUtcNow()) { DownBecause = "never started" });
        var child = Context.ActorOf(ChildActor.Props(_services, slot), $"child-{++_children}");
        Context.WatchWith(child, new ChildEnded(spec.Name));
        _members[spec.Name] = new Member(child);
        _setup.Children.Add(spec.Name, slot);
    }

    /// <summary>Makes the child known without starting it, and autostarts it when it says so. One that is known already stays as it is.</summary>
    private void Declare(Request request, DeclareChild declare)
    {
        var name = declare.Options.Name!;
        if (!_reader.TryReadAlone(declare.Options, out var spec, out var errors))
        {
            request.From.Answer(new Rejected(name, SpinnerError.InvalidOptions, string.Join("; ", errors)));
            return;
        }
        if (_draining)
        {
            request.From.Answer(Rejected.ShuttingDown(name));
            return;
        }
        _setup.Declare(name, declare.Options);
        if (!_members.ContainsKey(name))
        {
            Create(spec);
            if (spec.Autostart) Handle(new Request(new StartChild(name), Waiter.OnBehalfOf(AskedBy.Autostart)));
        }
        Forward(request with { Asked = new GetChild(name) }, name);
    }

    private NoSuchChild NoSuchChild(string name) => Actors.NoSuchChild.Among(name, _members.Count, _members.Keys);

    private void Forward(Request request, string name)
    {
        if (!_members.TryGetValue(name, out var member)) request.From.Answer(NoSuchChild(name));
        else if (member.Held is null) member.Child.Tell(request);
        else if (request.Asked is GetChild && _setup.Children.TryGet(name, out var slot)) request.From.Answer(slot.View.ToInfo(_services.Clock));
        else member.Held.Enqueue(request);
    }

    private void Remove(Request request, string name)
    {
        if (!_members.TryGetValue(name, out var member) || member.Held is not null)
        {
            Forward(request, name);
            return;
        }
        member.Held = new Queue<Request>();
        member.Removal = new Removal(request.From, name);
        member.Child.Tell(request with { From = member.Removal });
    }

    private void Undeclare(Request request, string name)
    {
        _setup.Undeclare(name);
        if (_members.TryGetValue(name, out var member)) member.IsForgotten = true;
        Remove(request with { Asked = new RemoveChild(name) }, name);
    }

    private void Cancel(Cancelled cancelled)
    {
        if (_members.TryGetValue(cancelled.Name, out var member)) member.Child.Tell(cancelled);
    }

    /// <summary>The removal has failed: the child lives on and gets what was held.</summary>
    private void EndHold(string name)
    {
        if (!_members.TryGetValue(name, out var member) || member.Held is not { } held) return;
        member.Held = null;
        member.Removal = null;
        foreach (var request in held) Resend(request, name);
    }

    /// <summary>The child's actor has ended: removed, or stopped by an error of its own. A start that was held makes it anew.</summary>
    private void RemoveMember(string name)
    {
        if (!_members.Remove(name, out var member) || !_setup.Children.TryGet(name, out var slot)) return;
        _setup.Children.Remove(name);
        slot.Output.Close();
        if (member.Held is null) _log.Error("The actor of child {Child} has ended unexpectedly; the next start makes a new one", name);
        member.Removal?.Complete();
        foreach (var request in member.Held ?? [])
        {
            if (request.Asked is ResolvedStart or RestartChild && !_members.ContainsKey(name) && !TryRecreate(request, member, slot.View.Spec)) continue;
            Resend(request, name);
        }
    }

    /// <summary>For a start that was held. What is declared by now counts before what the child had: a reload declares first, then removes.</summary>
    private bool TryRecreate(Request request, Member removed, ChildSpec last)
    {
        var spec = (request.Asked as ResolvedStart)?.Spec ?? Declared(last.Name) ?? (removed.IsForgotten ? null : last);
        if (!_draining && spec is not null) Create(spec);
        else request.From.Answer(_draining ? Rejected.ShuttingDown(last.Name) : Rejected.NoSuchChild(NoSuchChild(last.Name)));
        return _members.ContainsKey(last.Name);
    }

    private ChildSpec? Declared(string name) =>
        _setup.DeclaredOptions(name) is { } options && _reader.TryRead(options, out var spec, out _) ? spec : null;

    /// <summary>No child is left, and none is made anew.</summary>
    private void RemoveEndedMembers()
    {
        _draining = true;
        foreach (var (name, _) in _members.Where(m => m.Value.Held is not null).ToList()) RemoveMember(name);
    }

    private void Resend(Request request, string name)
    {
        if (request.Asked is RemoveChild) Remove(request, name);
        else Forward(request, name);
    }
}
