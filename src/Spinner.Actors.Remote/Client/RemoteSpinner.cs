using System.Runtime.CompilerServices;
using Akka.Actor;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

/// <summary>A spinner on another node, as if it were here.</summary>
sealed partial class RemoteSpinner(ActorSystem system, string name, IActorRef connection, RemoteSettings settings, CancellationToken ended) : ISpinner
{
    public string Name => name;

    public IActorRef Manager { get; private set; } = ActorRefs.Nobody;

    public static RemoteSpinner Create(ActorSystem system, Address server, string name, RemoteSettings settings)
    {
        var ended = new CancellationTokenSource();
        var connection = system.ActorOf(Connection.Props(name, server, settings, ended), $"spinner-at-{Uri.EscapeDataString(name)}");
        var spinner = new RemoteSpinner(system, name, connection, settings, ended.Token);
        spinner.Manager = system.ActorOf(RemoteManager.Props(spinner), $"spinner-at-{Uri.EscapeDataString(name)}-manager");
        return spinner;
    }

    public Task<ChildReady> StartAsync(ChildOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(ToStart(options), cancellationToken);

    public Task<ChildReady> StartAsync(string name, CancellationToken cancellationToken = default) =>
        StartAsync(new Start(name), cancellationToken);

    public async Task<ChildCompleted> RunAsync(string name, CancellationToken cancellationToken = default) =>
        (await AskForAsync<IStartReply>(new Start(name), cancellationToken).ConfigureAwait(false)).ToCompleted(name);

    /// <summary>Starts a child, and gives the reply as it is.</summary>
    public Task<IStartReply> StartForReplyAsync(StartChild start) => AskForAsync<IStartReply>(new Start(start.Name, start.Options) { WithoutNeeds = start.WithoutNeeds }, CancellationToken.None);

    private async Task<ChildReady> StartAsync(Start start, CancellationToken cancellationToken) =>
        (await AskForAsync<IStartReply>(start, cancellationToken).ConfigureAwait(false)).ToReady();

    public Task<IStopReply> StopAsync(string name, CancellationToken cancellationToken = default) => StopAsync(name, drain: false, cancellationToken);

    public Task<IStopReply> StopAsync(string name, bool drain, CancellationToken cancellationToken = default) =>
        AskForAsync<IStopReply>(new Stop(name) { Drain = drain }, cancellationToken);

    /// <summary>Stops a child unless somebody uses it.</summary>
    public Task<IStopReply> StopUnusedAsync(string name) => AskForAsync<IStopReply>(new StopUnused(name), CancellationToken.None);

    public Task<IRestartReply> RestartAsync(string name, CancellationToken cancellationToken = default) =>
        AskForAsync<IRestartReply>(new Restart(name), cancellationToken);

    public Task<AllStopped> StopAllAsync(CancellationToken cancellationToken = default) => AskForAsync<AllStopped>(new StopEach(), cancellationToken);

    public Task<IRemoveReply> RemoveAsync(string name, CancellationToken cancellationToken = default) =>
        AskForAsync<IRemoveReply>(new Remove(name), cancellationToken);

    public async Task<ChildInfo?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await AskAsync(new Get(name), cancellationToken).ConfigureAwait(false) as ChildInfo;

    public async Task<IReadOnlyDictionary<string, ChildInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await AskForAsync<ChildList>(new List(), cancellationToken).ConfigureAwait(false)).Children;

    public async IAsyncEnumerable<SpinnerEvent> WatchAsync(long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watch = new PendingWatch(after);
        var read = 0;
        using var onEnd = ended.UnsafeRegister(_ => watch.Fail(Connection.Ended()), null);
        Tell(new SendCall(watch));
        try
        {
            await watch.Started.WaitAsync(settings.AnswerTimeout, settings.Clock, cancellationToken).ConfigureAwait(false);
            await foreach (var next in watch.Unread.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return next;
                if (++read < Access.WatchRelay.Window / 4) continue;
                Tell(new AnswersRead(watch, read));
                read = 0;
            }
        }
        finally
        {
            Tell(new CancelCall(watch));
        }
    }

    public async IAsyncEnumerable<ChildOutput> ReadOutputAsync(
        string name, OutputReading? reading = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var output = new PendingOutput(name, reading ?? new OutputReading());
        using var onEnd = ended.UnsafeRegister(_ => output.Fail(Connection.Ended()), null);
        Tell(new SendCall(output));
        try
        {
            await output.Started.WaitAsync(settings.AnswerTimeout, settings.Clock, cancellationToken).ConfigureAwait(false);
            await foreach (var page in output.Unread.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var next in page.Items()) yield return next;
                Tell(new AnswersRead(output, 1));
            }
        }
        finally
        {
            Tell(new CancelCall(output));
        }
    }

    /// <summary>Never: whether a child on another node is started is not known here without asking.</summary>
    public bool TryUse(string name, out ChildUse use)
    {
        use = default;
        return false;
    }

    public async ValueTask<ChildUse> UseAsync(string name, CancellationToken cancellationToken = default)
    {
        var holder = new Holder(Actor: null, new LeaseKey());
        var reply = await HoldAsync(new Start(name, null, Lease: true), holder, cancellationToken).ConfigureAwait(false);
        return new ChildUse(new RemoteUse(reply.ToServing(), holder, connection));
    }

    /// <summary>Ends the connection, and with it what was leased through it. The spinner on the other node lives on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended.IsCancellationRequested) return;
        system.Stop(Manager);
        await connection.GracefulStop(settings.AnswerTimeout).ConfigureAwait(false);
    }

    private void Tell(object signal)
    {
        if (!ended.IsCancellationRequested) connection.Tell(signal, ActorRefs.NoSender);
    }

    private async Task<T> AskForAsync<T>(object question, CancellationToken cancellationToken) where T : class =>
        await AskAsync(question, cancellationToken).ConfigureAwait(false) switch
        {
            Rejected rejected => throw new SpinnerRejectedException(rejected),
            T answer => answer,
            var other => throw PendingCall.Unexpected(other, question),
        };

    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="by">What the connection is told; null: to ask it.</param>
    private async Task<object> AskAsync(object question, CancellationToken cancellationToken, Func<PendingReply, object>? by = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var late = new CancellationTokenSource(settings.AnswerTimeout, settings.Clock);
        var within = settings.AnswerTimeout;
        // The server knows the child's options, so it says how long it may take.
        var call = new PendingReply(question, promised => late.CancelAfter(within = promised + settings.AnswerTimeout));
        using var onCancelled = cancellationToken.UnsafeRegister((_, token) => GiveUp(new OperationCanceledException(token)), null);
        using var onLate = late.Token.UnsafeRegister(
            _ => GiveUp(new TimeoutException($"No answer from {name} to {question.GetType().Name} within {within}.")), null);
        using var onEnd = ended.UnsafeRegister(_ => call.Fail(Connection.Ended()), null);
        Tell(by?.Invoke(call) ?? new SendCall(call));
        return await call.Task.ConfigureAwait(false);

        void GiveUp(Exception why)
        {
            call.Fail(why);
            Tell(new CancelCall(call));
        }
    }
}
