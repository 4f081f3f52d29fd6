using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

// Who on this node holds a child, and how long.
sealed partial class RemoteSpinner
{
    public Task<ChildLease> LeaseAsync(string name, CancellationToken cancellationToken = default) => LeaseAsync(new Start(name), null, cancellationToken);

    public Task<ChildLease> LeaseAsync(ChildOptions options, CancellationToken cancellationToken = default) =>
        LeaseAsync(ToStart(options), null, cancellationToken);

    public Task<ChildLease> LeaseAsync(string name, IActorRef holder, CancellationToken cancellationToken = default) =>
        LeaseAsync(new Start(name), Holder.Checked(holder), cancellationToken);

    public Task<ChildLease> LeaseAsync(ChildOptions options, IActorRef holder, CancellationToken cancellationToken = default) =>
        LeaseAsync(ToStart(options), Holder.Checked(holder), cancellationToken);

    /// <summary>Starts a child and holds it, for who asks by message.</summary>
    public Task<IStartReply> HoldForReplyAsync(StartChild start, Holder holder) =>
        HoldAsync(new Start(start.Name, start.Options, Lease: true) { WithoutNeeds = start.WithoutNeeds }, holder, CancellationToken.None);

    /// <summary>Lets go of a child.</summary>
    /// <returns>Whether it was held.</returns>
    public async Task<bool> EndLeaseAsync(string name, Holder holder) =>
        await AskAsync(new Release(name), CancellationToken.None, call => new ReleaseChild(name, holder, call)).ConfigureAwait(false) is Released { WasHeld: true };

    private static Start ToStart(ChildOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Start(options.DeclaredName() ?? "", options == new ChildOptions { Name = options.Name } ? null : options);
    }

    private async Task<ChildLease> LeaseAsync(Start start, IActorRef? actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start.Name);
        var holder = new Holder(actor, new LeaseKey());
        var reply = await HoldAsync(start with { Lease = true }, holder, cancellationToken).ConfigureAwait(false);
        return new ChildLease(reply.ToServing(), holder, () => EndAsync(start.Name, holder));
    }

    /// <summary>A connection that is lost or ends takes the lease with it, so there is nothing left to ask for.</summary>
    private async Task EndAsync(string name, Holder holder)
    {
        try
        {
            if (!ended.IsCancellationRequested) await EndLeaseAsync(name, holder).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is TimeoutException or SpinnerEndedException or SpinnerRejectedException { Reason: SpinnerError.ShuttingDown })
        {
        }
        catch (RemoteSpinnerException refused)
        {
            system.Log.Warning("Child {Child} of {Server} is held until the connection ends: {Why}", name, Name, refused.Message);
        }
    }

    private async Task<IStartReply> HoldAsync(Start start, Holder holder, CancellationToken cancellationToken)
    {
        Tell(new HoldBegun(start.Name, holder));
        var isHeld = false;
        try
        {
            var reply = await AskForAsync<IStartReply>(start, cancellationToken).ConfigureAwait(false);
            isHeld = reply is ChildReady;
            return reply;
        }
        finally
        {
            Tell(new HoldAnswered(start.Name, holder, isHeld));
        }
    }
}
