using Akka.Actor;
using Spinner.Actors.Cluster.Joining;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Cluster.Seats;
using Spinner.Actors.Remote;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster;

// How what is asked finds its answer.
public sealed partial class SpinnerCluster
{
    /// <summary>Who said nothing, or something else than was asked for.</summary>
    private static IReadOnlyList<ClusterMember> SilentOf<T>(Dictionary<Address, List<object>> said, Membership asked) =>
        [.. asked.Addresses.Where(member => !said.TryGetValue(member, out var parts) || parts.Any(static part => part is not T))
            .Select(asked.At).OfType<ClusterMember>()];

    private async Task<T> AskForAsync<T>(
        string name, object question, TimeSpan within, CancellationToken stop, bool mayRepeat = true) where T : class =>
        (await AskAsync(name, question, within, mayRepeat, stop).ConfigureAwait(false)).Reply switch
        {
            // A start knows a rejection only.
            NoSuchChild none when none is not T => throw new SpinnerRejectedException(Rejected.NoSuchChild(none)),
            Rejected rejected => throw new SpinnerRejectedException(rejected),
            T answer => answer,
            var other => throw new SpinnerClusterException(ClusterFailure.OwnerFailed, $"A {other.GetType().Name} is no answer to that."),
        };

    private async Task<Asker.Answered> AskAsync(string name, object question, TimeSpan within, bool mayRepeat, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(name);
        while (true)
        {
            var run = await QuorumAsync(stop).ConfigureAwait(false);
            try
            {
                var answer = await run.Names.AskAsync(name, question, within + _options.Failover, stop).ConfigureAwait(false);
                return answer.Reply switch
                {
                    Failed { Because: RemoteFailure.Late } late => throw new TimeoutException(late.Detail),
                    Failed failed => throw new SpinnerClusterException(ClusterFailure.OwnerFailed, failed.Detail),
                    _ => answer,
                };
            }
            catch (RunEndedException ended) when (!mayRepeat)
            {
                throw new SpinnerClusterException(
                    ClusterFailure.Interrupted, $"This node lost the cluster while it waited for the owner of '{name}'.", ended);
            }
            catch (RunEndedException)
            {
                // Asked again in the next run, if there is one in time.
            }
        }
    }

    /// <summary>A run with a majority, for which it waits as long as others may take to find each other.</summary>
    private async Task<ClusterRun> QuorumAsync(CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(_options.Failover);
        try
        {
            await JoinedAsync(late.Token).ConfigureAwait(false);
            return await _runs.GetAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SpinnerClusterException(ClusterFailure.NoQuorum, NoQuorum());
        }
    }

    private string NoQuorum()
    {
        var members = _runs.Current?.Members;
        var lost = members?.Members.Where(static member => !member.IsReachable).ToList() ?? [];
        var missing = lost.Count > 0 ? $"not reached: {string.Join(", ", lost)}" : $"looked for at {string.Join(", ", _options.Seeds)}";
        return $"No quorum within {_options.Failover}: this node reaches {members?.Reached ?? 0} of {_options.Nodes} planned nodes, itself among them,"
            + $" and {_options.Quorum} are needed; {missing}.";
    }
}
