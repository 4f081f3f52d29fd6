using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Remote;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>What the seats of one node share: its spinner, and what it holds. Safe for concurrent use.</summary>
/// <param name="node">This node.</param>
/// <param name="spinner">That of this node, which launches by the node's lease.</param>
/// <param name="isDeclared">Whether a name is: nobody else's gets a seat.</param>
/// <param name="patience">How long a start may wait for the lease.</param>
sealed class Tenancy(ClusterNode node, LocalSpinner spinner, Func<string, bool> isDeclared, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IActorRef> _seats = new(StringComparer.Ordinal);
    private readonly ILoggingAdapter _log = node.System.Log;

    public bool Knows(string name) => isDeclared(name);

    /// <summary>Whether the name has its seat here.</summary>
    public bool Has(string name)
    {
        lock (_lock) return _seats.ContainsKey(name);
    }

    /// <summary>A name has its seat here from now on.</summary>
    public void Enter(string name, IActorRef seat)
    {
        lock (_lock) _seats[name] = seat;
        node.Claim(Shards.Of(name));
    }

    /// <summary>
    /// The name has no seat here any more: what lives of it is killed. The shard is given back with its last seat, when nothing of it lives, and
    /// nobody else launches before.
    /// </summary>
    public void Evict(string name)
    {
        var shard = Shards.Of(name);
        // Told first, lest it starts again what is killed.
        _ = StopAsync(name);
        node.Lease.Kill(name);
        bool isLast;
        lock (_lock) isLast = _seats.Remove(name) && _seats.Keys.All(other => Shards.Of(other) != shard);
        if (isLast) node.Release(shard);
    }

    /// <summary>Stops a child as its options say, and throws nothing: what is not stopped is killed with the seat.</summary>
    public async Task StopAsync(string name)
    {
        try
        {
            await spinner.StopAsync(name).ConfigureAwait(false);
        }
        catch (Exception refused)
        {
            if (!spinner.HasEnded) _log.Warning(refused, "Child {Child} could not be stopped before its seat ends", name);
        }
    }

    /// <summary>Does what is asked.</summary>
    public async Task<ClusterAnswer> AnswerAsync(ClusterCall call)
    {
        try
        {
            return ClusterAnswer.Of(call.Id, await DoAsync(call.ReadQuestion(), call.Name).ConfigureAwait(false));
        }
        catch (Exception wrong)
        {
            return ClusterAnswer.Of(call.Id, AnswerTo(wrong, call));
        }
    }

    /// <summary>Does what is asked of all that has its seat here.</summary>
    /// <returns>The parts of the answer, the last one of a kind that says so.</returns>
    public async Task<IReadOnlyList<ClusterAnswer>> AnswerAllAsync(ClusterCall call)
    {
        try
        {
            switch (call.ReadQuestion())
            {
                case List:
                    var known = await spinner.ListAsync().ConfigureAwait(false);
                    var seated = known.Values.Where(child => Has(child.Name)).Select(child => ClusterAnswer.Of(call.Id, child)).ToList();
                    return [.. seated, ClusterAnswer.Of(call.Id, new Listed(seated.Count))];
                case StopEach: return [ClusterAnswer.Of(call.Id, await spinner.StopAllAsync().ConfigureAwait(false))];
                case var other: throw new WireException($"A {other.GetType().Name} is no question about all that a node has.");
            }
        }
        catch (Exception wrong)
        {
            return [ClusterAnswer.Of(call.Id, AnswerTo(wrong, call))];
        }
    }

    /// <summary>Tells seats whose child was stopped for having nothing to do, until the spinner ends.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var next in spinner.WatchAsync(cancellationToken: stop).ConfigureAwait(false))
                if (next is ChildStopped { Cause: TransitionCause.Idle } idle) SeatOf(idle.Name)?.Tell(Idle.Child, ActorRefs.NoSender);
        }
        catch (Exception over) when (over is OperationCanceledException or SpinnerEndedException)
        {
            // The node has left, or its spinner has ended: nothing is stopped any more for having nothing to do.
        }
    }

    private IActorRef? SeatOf(string name)
    {
        lock (_lock) return _seats.GetValueOrDefault(name);
    }

    private async Task<object> DoAsync(object question, string name)
    {
        switch (question)
        {
            case Start start when start.Name == name && start.Options is null:
                await HoldAsync(name).ConfigureAwait(false);
                var command = new StartChild(name) { KnownOnly = true, WithoutNeeds = start.WithoutNeeds };
                return await spinner.StartAsync(command, null, default).ConfigureAwait(false);
            case Restart restart when restart.Name == name:
                await HoldAsync(name).ConfigureAwait(false);
                return await spinner.RestartAsync(name).ConfigureAwait(false);
            case Stop stop when stop.Name == name: return await spinner.StopAsync(name, stop.Drain).ConfigureAwait(false);
            case Get get when get.Name == name: return (object?)await spinner.GetAsync(name).ConfigureAwait(false) ?? new NoSuchChild(name);
            default: return new Failed(RemoteFailure.Malformed, $"A {question.GetType().Name} is no question about '{name}' that a node answers.");
        }
    }

    private async Task HoldAsync(string name)
    {
        using var late = new CancellationTokenSource(patience);
        try
        {
            await node.Held.WaitAsync(Shards.Of(name), late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No quorum: within {patience} no majority granted {node.Self} the lease of '{name}'.");
        }
    }

    private object AnswerTo(Exception wrong, ClusterCall call)
    {
        switch (wrong)
        {
            case var _ when SpinnerEndedException.RejectionIn(wrong, call.Name) is { } rejected: return rejected;
            case TimeoutException: return new Failed(RemoteFailure.Late, wrong.Message);
            case WireException: return new Failed(RemoteFailure.Malformed, wrong.Message);
            default:
                _log.Error(wrong, "{Kind} of child {Child} failed", call.Kind, call.Name);
                return new Failed(RemoteFailure.Broken, "The owner failed; its log says how.");
        }
    }
}
