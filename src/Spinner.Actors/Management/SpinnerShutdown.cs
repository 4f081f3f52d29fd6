using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Events;

namespace Spinner.Actors.Management;

/// <summary>
/// Ends a spinner once, whoever asks first: its owner by disposing, or the actor system's coordinated shutdown in the phase service-stop;
/// from the phase before-service-unbind on nothing new is launched.
/// All children are asked to stop at the same time; at the drain time-out the manager is stopped, and with it what still lives is killed.
/// Every wait has a bound, and what has not ended by then is named.
/// </summary>
sealed class SpinnerShutdown : IAsyncDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // Every child kills what it has left when its actor stops, and waits a moment for it to be gone.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SpinnerSetup _setup;
    private readonly IActorRef _manager;
    private readonly Lazy<Task> _once;
    private readonly Registration _registration;
    private readonly TimeSpan _phaseTimeout;
    private readonly ILoggingAdapter _log;

    public SpinnerShutdown(ActorSystem system, SpinnerSetup setup, IActorRef manager)
    {
        _setup = setup;
        _manager = manager;
        _log = Logging.GetLogger(system, nameof(SpinnerShutdown));
        _once = new Lazy<Task>(() => DrainAsync(setup.DrainTimeout));
        var shutdown = CoordinatedShutdown.Get(system);
        _phaseTimeout = shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop);
        _registration = new Registration(shutdown, this);
    }

    public async ValueTask DisposeAsync()
    {
        await _once.Value.ConfigureAwait(false);
        _registration.Cancel();
    }

    private async Task<Akka.Done> RefuseAsync()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _manager.Tell(new RefuseStarts(heard), ActorRefs.NoSender);
        await WithinAsync(Margin, heard).ConfigureAwait(false);
        return Akka.Done.Instance;
    }

    /// <summary>The phase does not wait longer than its time-out, and the system ends under who is still at work then: so be done before.</summary>
    private async Task<Akka.Done> DrainInPhaseAsync()
    {
        if (_once.IsValueCreated) await _once.Value.ConfigureAwait(false);
        else await DrainAsync(Allowed()).ConfigureAwait(false);
        return Akka.Done.Instance;
    }

    private TimeSpan Allowed()
    {
        var allowed = _phaseTimeout - Margin;
        return allowed < _setup.DrainTimeout ? allowed : _setup.DrainTimeout;
    }

    private async Task DrainAsync(TimeSpan timeout)
    {
        var drained = new ReplyWaiter();
        _manager.Tell(new Request(new DrainAll(timeout), drained), ActorRefs.NoSender);
        using var late = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _setup.Options.Clock);
        using var onLate = late.Token.UnsafeRegister(_ => drained.TryFail(new TimeoutException()), null);
        using var onClosed = _setup.Closed.UnsafeRegister(_ => drained.TryFail(new OperationCanceledException(_setup.Closed)), null);
        try
        {
            if (await drained.Task.ConfigureAwait(false) is AllStopped { Failed: { Count: > 0 } failed })
                _log.Error("Spinner {Spinner} could not stop {Children}", _setup.Name, string.Join("; ", failed.Select(f => $"{f.Name} (pids {string.Join(", ", f.Pids)})")));
        }
        catch (TimeoutException)
        {
            if (timeout == _setup.DrainTimeout) _log.Warning("Spinner {Spinner} was not drained within {Timeout}; what still runs is killed", _setup.Name, timeout);
            else
                _log.Warning(
                    "Spinner {Spinner} was not drained within {Timeout} and what still runs is killed; it would have had {DrainTimeout}, but akka.coordinated-shutdown.phases.service-stop.timeout is {PhaseTimeout}",
                    _setup.Name, timeout, _setup.DrainTimeout, _phaseTimeout);
        }
        catch (OperationCanceledException)
        {
            return; // the manager has ended by itself, and its children with it
        }
        await UntilEventsAreToldAsync().ConfigureAwait(false);
        await StopManagerAsync().ConfigureAwait(false);
    }

    /// <summary>The children's last words are still on their way to the event log, which ends with the manager. When it answers a watch, it has told them.</summary>
    private async Task UntilEventsAreToldAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _manager.Tell(new FlushEvents(told), ActorRefs.NoSender);
        if (!await WithinAsync(Margin, told).ConfigureAwait(false))
            _log.Warning("Spinner {Spinner} ends before all its events are told", _setup.Name);
    }

    private async Task StopManagerAsync()
    {
        _manager.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await WithinAsync(Patience, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ConfigureAwait(false);
        if (_setup.Closed.IsCancellationRequested) return;
        var living = _setup.Children.Views().Where(v => v.State is not ChildState.Stopped).Select(v => v.Spec.Name);
        _log.Error("Spinner {Spinner} has not ended {Patience} after its drain: {Children} do not end", _setup.Name, Patience, string.Join(", ", living));
        _setup.Close();
    }

    /// <summary>Waits for it, or for the end of the manager, at most so long. True when it came about.</summary>
    private async Task<bool> WithinAsync(TimeSpan patience, TaskCompletionSource it)
    {
        using var late = new CancellationTokenSource(patience, _setup.Options.Clock);
        using var onLate = late.Token.UnsafeRegister(_ => it.TrySetCanceled(), null);
        using var onClosed = _setup.Closed.UnsafeRegister(_ => it.TrySetCanceled(), null);
        try
        {
            await it.Task.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What the coordinated shutdown keeps of a spinner until the actor system ends: nothing once it is forgotten.</summary>
    private sealed class Registration
    {
        private volatile SpinnerShutdown? _shutdown;

        public Registration(CoordinatedShutdown coordinated, SpinnerShutdown shutdown)
        {
            _shutdown = shutdown;
            var name = shutdown._setup.Name;
            coordinated.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, $"refuse-{name}", () => _shutdown?.RefuseAsync() ?? Done);
            coordinated.AddTask(CoordinatedShutdown.PhaseServiceStop, $"drain-{name}", () => _shutdown?.DrainInPhaseAsync() ?? Done);
        }

        private static Task<Akka.Done> Done { get; } = Task.FromResult(Akka.Done.Instance);

        public void Cancel() => _shutdown = null;
    }
}
