using Akka.Actor;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

/// <summary>
/// For actors on this node that <c>Tell</c> commands: executes them on the other node and replies as a local manager does. What has no reply there, such
/// as a lost connection, is a <see cref="Status.Failure"/>.
/// </summary>
sealed class RemoteManager(RemoteSpinner spinner) : UntypedActor
{
    public static Props Props(RemoteSpinner spinner) => Akka.Actor.Props.Create(() => new RemoteManager(spinner));

    protected override void OnReceive(object message)
    {
        Task<object>? work = message switch
        {
            StartChild { Lease: true } or EndLease when Sender.IsNobody() || Sender.Equals(Context.System.DeadLetters) => null,
            StartChild { Lease: true } start => DoAsync(spinner.HoldForReplyAsync(start, new Holder(Sender))),
            StartChild start => DoAsync(spinner.StartForReplyAsync(start)),
            EndLease end => EndLeaseAsync(end.Name, new Holder(Sender)),
            StopChild { OnlyIfIdle: true } stop => DoAsync(spinner.StopUnusedAsync(stop.Name)),
            StopChild stop => DoAsync(spinner.StopAsync(stop.Name, stop.Drain)),
            RestartChild restart => DoAsync(spinner.RestartAsync(restart.Name)),
            RemoveChild remove => DoAsync(spinner.RemoveAsync(remove.Name)),
            StopAllChildren => DoAsync(spinner.StopAllAsync()),
            GetChild get => GetAsync(get.Name),
            ListChildren => ListAsync(),
            _ => null,
        };
        if (work is null) Unhandled(message);
        else work.PipeTo(Sender, Self, static reply => reply, static wrong => SpinnerEndedException.RejectionIn(wrong) ?? (object)new Status.Failure(wrong));
    }

    private static async Task<object> DoAsync<T>(Task<T> work) where T : class => await work.ConfigureAwait(false);

    private async Task<object> GetAsync(string name) => (object?)await spinner.GetAsync(name).ConfigureAwait(false) ?? new NoSuchChild(name);

    private async Task<object> EndLeaseAsync(string name, Holder holder) =>
        new LeaseEnded(name, await spinner.EndLeaseAsync(name, holder).ConfigureAwait(false));

    private async Task<object> ListAsync() => new ChildList(await spinner.ListAsync().ConfigureAwait(false));
}
