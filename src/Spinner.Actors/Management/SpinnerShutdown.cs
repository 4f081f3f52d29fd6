using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Events;

namespace Spinner.Actors.Management;

/// <summary>
/// Ends a spinner once, whoever asks first: its owner by disposing, or the actor system's coordinated shutdown in the phase service-stop;
/// from the phase before-service-unbind on nothing new is launched.
/// All children are asked to stop at the same time; at the drain time-out the manager is stopped, and with it what still lives is killed.
/// </summary>
sealed class SpinnerShutdown : IAsyncDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly SpinnerSetup _setup;
    private readonly IActorRef _manager;
    private readonly Lazy<Task> _once;
    private readonly TimeSpan _phaseTimeout;
    private readonly ILoggingAdapter _log;

    public SpinnerShutdown(ActorSystem system, SpinnerSetup setup, IActorRef manager)
    {
        _setup = setup;
        _manager = manager;
        _log = Logging.GetLogger(system, nameof(SpinnerShutdown));
        var shutdown = CoordinatedShutdown.Get(system);
        _phaseTimeout = shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop);
        _once = new Lazy<Task>(() => DrainAsync(setup.DrainTimeout));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, $"refuse-{setup.Name}", RefuseAsync);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, $"drain-{setup.Name}", DrainInPhaseAsync); // stays when we are disposed, and finds nothing to do
    }

    public async ValueTask DisposeAsync() => await _once.Value;

    private Task<Akka.Done> RefuseAsync()
    {
        _manager.Tell(new RefuseStarts(), ActorRefs.NoSender);
        return Task.FromResult(Akka.Done.Instance);
    }

    /// <summary>The phase does not wait longer than its time-out, and the system ends under who is still at work then: so be done before.</summary>
    private async Task<Akka.Done> DrainInPhaseAsync()
    {
        if (_once.IsValueCreated) await _once.Value;
        else await DrainAsync(Allowed());
        return Akka.Done.Instance;
    }

    private TimeSpan Allowed()
    {
        var wanted = _setup.DrainTimeout;
        var allowed = _phaseTimeout - Margin;
        if (allowed >= wanted) return wanted;
        _log.Warning(
            "Spinner {Spinner} drains for {Allowed} instead of {DrainTimeout}: akka.coordinated-shutdown.phases.service-stop.timeout is {PhaseTimeout}",
            _setup.Name, allowed, wanted, _phaseTimeout);
        return allowed;
    }

    private async Task DrainAsync(TimeSpan timeout)
    {
        var drained = new ReplyWaiter();
        _manager.Tell(new Request(new Drain(), drained), ActorRefs.NoSender);
        using var late = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _setup.Options.Clock);
        using var onLate = late.Token.UnsafeRegister(_ => drained.TryFail(new TimeoutException()), null);
        using var onClosed = _setup.Closed.UnsafeRegister(_ => drained.TryFail(new OperationCanceledException(_setup.Closed)), null);
        try
        {
            if (await drained.Task is AllStopped { Failed: { Count: > 0 } failed })
                _log.Error("Spinner {Spinner} could not stop {Children}", _setup.Name, string.Join("; ", failed.Select(f => $"{f.Name} (pids {string.Join(", ", f.Pids)})")));
        }
        catch (TimeoutException)
        {
            _log.Warning("Spinner {Spinner} was not drained within {Timeout}; what still runs is killed", _setup.Name, timeout);
        }
        catch (OperationCanceledException)
        {
            return; // the manager has ended by itself, and its children with it
        }
        await UntilEventsAreToldAsync();
        await StopManagerAsync();
    }

    /// <summary>The children's last words are still on their way to the event log, which ends with the manager. When it answers a watch, it has told them.</summary>
    private async Task UntilEventsAreToldAsync()
    {
        var feed = new EventFeed(capacity: 1);
        using var onClosed = _setup.Closed.UnsafeRegister(static f => ((EventFeed)f!).Complete(), feed);
        _manager.Tell(new WatchEvents(feed, After: null), ActorRefs.NoSender);
        await using var watch = feed.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        await watch.MoveNextAsync();
    }

    private async Task StopManagerAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onClosed = _setup.Closed.UnsafeRegister(_ => ended.TrySetResult(), null);
        _manager.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await ended.Task;
    }
}
