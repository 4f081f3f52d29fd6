using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Management;

namespace Spinner.Actors;

// Who holds a child, and how long.
sealed partial class LocalSpinner
{
    public Task<ChildLease> LeaseAsync(string name, CancellationToken cancellationToken = default) => LeaseAsync(name, null, null, cancellationToken);

    public Task<ChildLease> LeaseAsync(ChildOptions options, CancellationToken cancellationToken = default) =>
        LeaseAsync(NameOf(options), options, null, cancellationToken);

    public Task<ChildLease> LeaseAsync(string name, IActorRef holder, CancellationToken cancellationToken = default) =>
        LeaseAsync(name, null, Holder.Checked(holder), cancellationToken);

    public Task<ChildLease> LeaseAsync(ChildOptions options, IActorRef holder, CancellationToken cancellationToken = default) =>
        LeaseAsync(NameOf(options), options, Holder.Checked(holder), cancellationToken);

    /// <summary>A start as a command, for whoever is to hold the child.</summary>
    public async Task<IStartReply> StartAsync(StartChild start, Holder? holder, CancellationToken cancellationToken)
    {
        var asked = start with { Options = Snapshot(start.Name, start.Options) };
        return (IStartReply)await AskAsync(new ReplyWaiter(), start.Name, asked, Times.Start(start.Name, asked.Options), cancellationToken, holder)
            .ConfigureAwait(false);
    }

    /// <summary>Lets go of a child.</summary>
    /// <returns>Whether it was held.</returns>
    public async Task<bool> EndLeaseAsync(string name, Holder holder, CancellationToken cancellationToken) =>
        await AskAsync(new ReplyWaiter(), name, new EndLease(name), CallTimes.Margin, cancellationToken, holder).ConfigureAwait(false) is LeaseEnded { WasHeld: true };

    /// <summary>Holds a child if it is started or on its way to be. Starts nothing.</summary>
    /// <returns>Whether it is held; null when there is no such child.</returns>
    public async Task<bool?> HoldAsync(string name, Holder holder, CancellationToken cancellationToken) =>
        (await AskAsync(new ReplyWaiter(), name, new HoldRunning(name), CallTimes.Margin, cancellationToken, holder).ConfigureAwait(false) as LeaseTaken)?.IsHeld;

    private static string NameOf(ChildOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.DeclaredName() ?? "";
    }

    private async Task<ChildLease> LeaseAsync(string name, ChildOptions? options, IActorRef? actor, CancellationToken cancellationToken)
    {
        var holder = new Holder(actor, new LeaseKey());
        try
        {
            var reply = await StartAsync(new StartChild(name, options) { Lease = true }, holder, cancellationToken)
                .ConfigureAwait(false);
            return new ChildLease(Unless<IStartReply>(reply).ToServing(), holder, () => EndAsync(name, holder));
        }
        catch
        {
            // Who gives up may be answered in the same moment.
            if (!HasEnded) Manager.Tell(new Request(new EndLease(name), Waiter.Nobody, holder), ActorRefs.NoSender);
            throw;
        }
    }

    /// <summary>Nobody gives up letting go: it ends with the spinner at the latest.</summary>
    private async Task EndAsync(string name, Holder holder)
    {
        if (HasEnded) return;
        var waiter = new ReplyWaiter();
        Manager.Tell(new Request(new EndLease(name), waiter, holder), ActorRefs.NoSender);
        // After the Tell: a manager that ends between the two answers nobody, but its end is seen here.
        using var onClosed = setup.Closed.UnsafeRegister(_ => waiter.Answer(new LeaseEnded(name, WasHeld: false)), null);
        await waiter.Task.ConfigureAwait(false);
    }
}
