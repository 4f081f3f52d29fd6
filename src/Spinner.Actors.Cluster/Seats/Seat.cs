using Akka.Actor;
using Akka.Cluster.Sharding;
using Spinner.Actors.Cluster.Messages;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>
/// One name on the node that owns it. It hands calls on to the node's spinner; a call that is asked again is done once. When its shard is handed
/// off the child is stopped first; however it ends, what lives then is killed.
/// </summary>
sealed class Seat(Tenancy node) : UntypedActor
{
    // Whoever asks again does so within seconds.
    private const int MostRemembered = 64;

    private readonly Dictionary<(IActorRef Asker, long Id), Task<ClusterAnswer>> _answers = [];
    private readonly Queue<(IActorRef Asker, long Id)> _order = [];
    private string? _name;
    private bool _isLeaving;

    private sealed record Gone : INoSerializationVerificationNeeded;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // Whoever asked asks again, and is buffered until there is an owner.
            case ClusterCall when _isLeaving: break;
            case ClusterCall call when !node.Knows(call.Name): Refuse(call); break;
            case ClusterCall call: Answer(call); break;
            case Idle when !_isLeaving: Context.Parent.Tell(new Passivate(Leave.Now)); break;
            case Leave when !_isLeaving: StopChild(); break;
            case Gone: Context.Stop(Self); break;
            case Idle or Leave: break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        if (_name is not null) node.Evict(_name);
    }

    // A name that nobody declared costs nothing.
    private void Refuse(ClusterCall call)
    {
        Sender.Tell(ClusterAnswer.Of(call.Id, new NoSuchChild(call.Name)));
        if (_name is null) Context.Parent.Tell(new Passivate(Leave.Now));
    }

    private void Answer(ClusterCall call)
    {
        if (_name is null) node.Enter(_name = call.Name, Self);
        var key = (Sender, call.Id);
        if (!_answers.TryGetValue(key, out var answer))
        {
            _answers[key] = answer = node.AnswerAsync(call);
            _order.Enqueue(key);
            Forget();
        }

        answer.PipeTo(Sender, Self);
    }

    /// <summary>The oldest answers. What is still being done is remembered: asked again it would be done once more.</summary>
    private void Forget()
    {
        for (var looked = _order.Count; looked > 0 && _order.Count > MostRemembered; looked--)
        {
            var oldest = _order.Dequeue();
            if (_answers[oldest].IsCompleted) _answers.Remove(oldest);
            else _order.Enqueue(oldest);
        }
    }

    private void StopChild()
    {
        _isLeaving = true;
        if (_name is null) Context.Stop(Self);
        else node.StopAsync(_name).PipeTo(Self, Self, static () => new Gone(), static _ => new Gone());
    }
}
