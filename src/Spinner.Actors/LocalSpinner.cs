using System.Runtime.CompilerServices;
using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Events;
using Spinner.Actors.Management;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>The spinner in this process. Reads the gates itself; everything else is a message that carries its caller's promise.</summary>
sealed partial class LocalSpinner(SpinnerSetup setup, IActorRef manager, IAsyncDisposable shutdown) : ISpinner
{
    private const int UnreadEvents = 1024;
    private const int MostAsked = 10;

    public string Name => setup.Name;

    /// <summary>How long its calls may take.</summary>
    public CallTimes Times { get; } = new(setup);

    public TimeSpan DrainTimeout => setup.DrainTimeout;

    /// <summary>Nobody answers any more.</summary>
    public bool HasEnded => setup.Closed.IsCancellationRequested;

    public IActorRef Manager { get; } = manager;

    public Task<ChildReady> StartAsync(ChildOptions options, CancellationToken cancellationToken = default)
    {
        var name = NameOf(options);
        return TryWarm(name) is { } gate && IsKnown(options, gate) ? gate.Warm : StartColdAsync(name, options, cancellationToken);
    }

    public Task<ChildReady> StartAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryWarm(name)?.Warm ?? StartColdAsync(name, null, cancellationToken);
    }

    public async Task<ChildCompleted> RunAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var start = new StartChild(name);
        return Unless<IStartReply>(await AskAsync(name, start, Times.Start(name), cancellationToken).ConfigureAwait(false)).ToCompleted(name);
    }

    /// <summary>Nobody listened where this launch should. The child looks for itself, and is launched anew when that is so.</summary>
    public void ReportUnreachable(string name, int launch) =>
        Manager.Tell(new Request(new ReportUnreachable(name, launch), Waiter.Nobody), ActorRefs.NoSender);

    public Task<IStopReply> StopAsync(string name, CancellationToken cancellationToken = default) => StopAsync(name, drain: false, cancellationToken);

    public async Task<IStopReply> StopAsync(string name, bool drain, CancellationToken cancellationToken = default) =>
        (IStopReply)await AskAsync(name, new StopChild(name) { Drain = drain }, Times.Stop(name, drain), cancellationToken).ConfigureAwait(false);

    /// <summary>Stops a child unless somebody uses it.</summary>
    public async Task<IStopReply> StopUnusedAsync(string name, CancellationToken cancellationToken) =>
        (IStopReply)await AskAsync(name, new StopChild(name) { OnlyIfIdle = true }, Times.Stop(name), cancellationToken).ConfigureAwait(false);

    public async Task<IRestartReply> RestartAsync(string name, CancellationToken cancellationToken = default) =>
        Unless<IRestartReply>(await AskAsync(name, new RestartChild(name), Times.Start(name), cancellationToken).ConfigureAwait(false));

    public async Task<AllStopped> StopAllAsync(CancellationToken cancellationToken = default) =>
        (AllStopped)await AskAsync("", new StopAllChildren(), Times.StopAll, cancellationToken).ConfigureAwait(false);

    public async Task<IRemoveReply> RemoveAsync(string name, CancellationToken cancellationToken = default) =>
        (IRemoveReply)await AskAsync(name, new RemoveChild(name), Times.Stop(name), cancellationToken).ConfigureAwait(false);

    public async Task<ChildInfo?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await AskAsync(name, new GetChild(name), CallTimes.Margin, cancellationToken).ConfigureAwait(false) as ChildInfo;

    /// <summary>What a start of it would come to just now; null: nobody knows it.</summary>
    public async Task<StartPlan?> PlanAsync(string name, CancellationToken cancellationToken = default) =>
        await AskAsync(name, new PlanStart(name), CallTimes.Margin, cancellationToken).ConfigureAwait(false) as StartPlan;

    public async Task<IReadOnlyDictionary<string, ChildInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        ((ChildList)await AskAsync("", new ListChildren(), CallTimes.Margin, cancellationToken).ConfigureAwait(false)).Children;

    /// <summary>
    /// Makes a child known without starting it, unless it autostarts; for who reads declarations anew. One that is known stays as it is.
    /// </summary>
    /// <exception cref="SpinnerRejectedException">Its options are wrong, or the spinner is shutting down.</exception>
    public async Task<ChildInfo> DeclareAsync(ChildOptions options, CancellationToken cancellationToken = default) =>
        Unless<ChildInfo>(await AskAsync(options.Name!, new DeclareChild(options), CallTimes.Margin, cancellationToken).ConfigureAwait(false));

    /// <summary>Forgets a declaration and removes the child. A start that comes meanwhile does not bring it back, unless it brings its own options.</summary>
    public async Task<IRemoveReply> UndeclareAsync(string name, CancellationToken cancellationToken = default) =>
        (IRemoveReply)await AskAsync(name, new UndeclareChild(name), Times.Stop(name), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<SpinnerEvent> WatchAsync(long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (HasEnded) throw Ended();
        var feed = new EventFeed(UnreadEvents);
        using var closed = setup.Closed.UnsafeRegister(static f => ((EventFeed)f!).Complete(), feed);
        Manager.Tell(new WatchEvents(feed, after));
        try
        {
            await foreach (var next in feed.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return next;
        }
        finally
        {
            Manager.Tell(new UnwatchEvents(feed));
        }
    }

    public async IAsyncEnumerable<ChildOutput> ReadOutputAsync(
        string name, OutputReading? reading = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ReadPagesAsync(name, reading, cancellationToken).ConfigureAwait(false))
            foreach (var next in page.Items()) yield return next;
    }

    /// <summary>The same in pages.</summary>
    public IAsyncEnumerable<OutputPage> ReadPagesAsync(string name, OutputReading? reading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (HasEnded) throw Ended();
        return setup.Children.TryGet(name, out var slot)
            ? slot.Output.ReadAsync(reading, cancellationToken)
            : throw new SpinnerRejectedException(Rejected.NoSuchChild(setup.Children.NoSuchChild(name)));
    }

    public bool TryUse(string name, out ChildUse use)
    {
        var gate = setup.Children.TryGet(name, out var slot) ? slot.Serving : null;
        var entered = gate is not null && gate.TryUse();
        use = entered ? new ChildUse(gate!) : default;
        return entered;
    }

    public async ValueTask<ChildUse> UseAsync(string name, CancellationToken cancellationToken = default)
    {
        for (var asked = 0; asked < MostAsked; asked++)
        {
            if (TryUse(name, out var warm)) return warm;
            var (reply, use) = await AskAsync(new UseWaiter(), name, new StartChild(name), Times.Start(name), cancellationToken)
                .ConfigureAwait(false);
            Unless<IStartReply>(reply).ToServing();
            if (use != default) return use;
            // Ready it was, and was asked to end before it could be entered: only a start that comes after that end helps.
        }

        throw new SpinnerRejectedException(new Rejected(name, SpinnerError.Aborted, $"It was started {MostAsked} times, and each time stopped before it could be used."));
    }

    /// <summary>
    /// From now on <see cref="SpinnerOptions.MaxRunning"/>, <see cref="SpinnerOptions.MemoryBudget"/> and <see cref="SpinnerOptions.Room"/> of these options are in
    /// force, and nothing else of them; for who reads settings anew. Where there is less than is taken, unused children are stopped.
    /// </summary>
    public void LimitRoom(SpinnerOptions options) => Manager.Tell(new SetRoom(options), ActorRefs.NoSender);

    public ValueTask DisposeAsync() => shutdown.DisposeAsync();

    // Collections may be anybody's code: they are compared where options are read.
    private static bool IsKnown(ChildOptions options, LaunchGate gate) => ReferenceEquals(options, gate.KnownOptions)
        || (options is { Args: null, Environment: null, StopCommand: null, SuccessCodes: null, NoRestartCodes: null } && options.Equals(gate.KnownOptions));

    private LaunchGate? TryWarm(string name) =>
        setup.Children.TryGet(name, out var slot) && slot.Serving is { } gate && gate.TryTouch() ? gate : null;

    private async Task<ChildReady> StartColdAsync(string name, ChildOptions? options, CancellationToken cancellationToken)
    {
        var asked = Snapshot(name, options);
        var (reply, gate) = await AskAsync(new StartWaiter(), name, new StartChild(name, asked), Times.Start(name, asked), cancellationToken)
            .ConfigureAwait(false);
        var ready = Unless<IStartReply>(reply).ToReady();
        // Remembered, so that the next start with these options need not be compared again.
        if (options is not null && !ready.OptionsIgnored && gate is not null) gate.KnownOptions = options;
        return ready;
    }

    /// <summary>Read here, on the caller's thread and at its cost.</summary>
    private static ChildOptions? Snapshot(string name, ChildOptions? options)
    {
        try
        {
            return options?.Snapshot();
        }
        catch (Exception e)
        {
            throw new SpinnerRejectedException(new Rejected(name, SpinnerError.InvalidOptions, ChildSpecReader.Unreadable(e).ToString()));
        }
    }

    private Task<ISpinnerReply> AskAsync(string name, object question, TimeSpan timeout, CancellationToken cancellationToken) =>
        AskAsync(new ReplyWaiter(), name, question, timeout, cancellationToken);

    private async Task<T> AskAsync<T>(
        TaskWaiter<T> waiter, string name, object question, TimeSpan timeout, CancellationToken cancellationToken, Holder? by = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        using var late = new CancellationTokenSource(timeout, setup.Options.Clock);
        using var onCancelled = cancellationToken.UnsafeRegister((_, token) => GiveUp(new OperationCanceledException(token)), null);
        using var onLate = late.Token.UnsafeRegister(_ => GiveUp(new TimeoutException($"No answer about child '{name}' within {timeout}.")), null);
        Manager.Tell(new Request(question, waiter, by), ActorRefs.NoSender);
        // After the Tell: a manager that ends between the two answers nobody, but its end is seen here.
        using var onClosed = setup.Closed.UnsafeRegister(_ => waiter.TryFail(Ended()), null);
        return await waiter.Task.ConfigureAwait(false);

        void GiveUp(Exception why)
        {
            if (waiter.TryFail(why)) Manager.Tell(new Cancelled(name, waiter), ActorRefs.NoSender);
        }
    }

    private static T Unless<T>(ISpinnerReply reply) where T : class, ISpinnerReply => reply switch
    {
        Rejected rejected => throw new SpinnerRejectedException(rejected),
        T expected => expected,
        _ => throw new InvalidCastException($"{reply.GetType().Name} is no answer to that."),
    };

    private SpinnerEndedException Ended() => new($"The spinner '{Name}' has ended.");
}
