using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Cluster.Nodes;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>The names of the cluster as this node sees them: it owns some, and asks the owners of the others. Safe for concurrent use.</summary>
sealed class Names
{
    private readonly IActorRef _asker;
    private readonly ClusterNode _node;
    private readonly CancellationToken _left;
    private long _last = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private Names(ClusterNode node, IActorRef asker, CancellationToken left) => (_node, _asker, _left) = (node, asker, left);

    /// <summary>Takes part.</summary>
    public static Names Start(ClusterNode node, Tenancy tenancy)
    {
        var region = ClusterSharding.Get(node.System).Start(
            ClusterConfig.ShardedType, _ => Props.Create(() => new Seat(tenancy)), ClusterShardingSettings.Create(node.System),
            new SeatExtractor(), new StayingAllocation(), Leave.Now);
        var left = new CancellationTokenSource();
        node.System.RegisterOnTermination(left.Cancel);
        _ = tenancy.WatchAsync(left.Token);
        node.System.ActorOf(Props.Create(() => new Roll(tenancy)), ClusterConfig.RollName);
        return new Names(node, node.System.ActorOf(Props.Create(() => new Asker(region)), "asker"), left.Token);
    }

    /// <summary>Asks every member about all it has.</summary>
    /// <param name="question">One of the wire of remote control.</param>
    /// <param name="timeout">For how long.</param>
    /// <param name="stop">Ends the wait, not what was asked for.</param>
    /// <returns>What those said that have answered in time, and who was asked.</returns>
    public async Task<(Dictionary<Address, List<object>> Said, Membership Asked)> AskAllAsync(
        object question, TimeSpan timeout, CancellationToken stop)
    {
        var asked = Membership.Of(_node.System);
        var call = ClusterCall.Of(Interlocked.Increment(ref _last), "", question);
        var result = new TaskCompletionSource<Dictionary<Address, List<object>>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var self = global::Akka.Cluster.Cluster.Get(_node.System).SelfAddress;
        _node.System.ActorOf(Props.Create(() => new RollCall(call, asked.Addresses, self, timeout, result)));
        return (await result.Task.WaitAsync(stop).ConfigureAwait(false), asked);
    }

    /// <summary>Asks the owner of a name.</summary>
    /// <param name="name">Which.</param>
    /// <param name="question">One of the wire of remote control.</param>
    /// <param name="timeout">For how long.</param>
    /// <param name="stop">Ends the wait, not what was asked for.</param>
    /// <returns>The answer, and where the owner is.</returns>
    /// <exception cref="TimeoutException">No owner has answered.</exception>
    /// <exception cref="RunEndedException">The node is no member any more.</exception>
    public async Task<Asker.Answered> AskAsync(string name, object question, TimeSpan timeout, CancellationToken stop = default)
    {
        var call = ClusterCall.Of(Interlocked.Increment(ref _last), name, question);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, _left);
        var answer = new TaskCompletionSource<Asker.Answered>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asker.Tell(new Asker.Asking(call, answer), ActorRefs.NoSender);
        try
        {
            return await answer.Task.WaitAsync(timeout, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new RunEndedException();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No owner of '{name}' has answered within {timeout}.");
        }
        finally
        {
            _asker.Tell(new Asker.Forget(call.Id), ActorRefs.NoSender);
        }
    }
}
