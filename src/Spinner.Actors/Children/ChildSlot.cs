using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>What the rest of the process may read of a child without asking it. Written by its ChildActor only.</summary>
sealed class ChildSlot(ChildView view)
{
    private volatile LaunchGate? _serving;
    private volatile ChildView _view = view;

    /// <summary>The gate of the serving launch; null when none serves.</summary>
    public LaunchGate? Serving
    {
        get => _serving;
        set => _serving = value;
    }

    /// <summary>What it wrote lately, over all launches.</summary>
    public OutputRing Output { get; } = new(view.Spec.OutputRing);

    /// <summary>The latest view of the child.</summary>
    public ChildView View
    {
        get => _view;
        set => _view = value;
    }
}

/// <summary>An immutable view of a child; what moves by itself (uses, stderr) is read when it is shown.</summary>
sealed record ChildView(ChildSpec Spec, ChildState State, DateTimeOffset Since)
{
    public LaunchGate? Gate { get; init; }
    public OwnUse? Own { get; init; }
    public ILaunch? Process { get; init; }
    public int Launches { get; init; }
    public IReadOnlyList<string> Holders { get; init; } = [];
    public LaunchExit? LastExit { get; init; }
    public ChildFault? Fault { get; init; }
    public RetryTime? FaultTime { get; init; }
    public ChildFault? LastFault { get; init; }
    public RetryTime? Relaunch { get; init; }
    public string? DownBecause { get; init; }
    public AdmissionRequest? Asking { get; init; }
    public int? Attempt { get; init; }
    public int? Attempts { get; init; }
    public RetryTime? NextAttempt { get; init; }

    public ChildInfo ToInfo(TimeProvider clock) => new(Spec.Name)
    {
        Options = Spec.Options,
        State = State,
        Endpoint = Gate?.Endpoint,
        Pid = Process?.Pid,
        StatusText = Process is null ? LastExit?.StatusText : Process.StatusText,
        Launches = Launches,
        Launch = Gate?.Ready.Launch,
        Since = Since,
        LastExit = LastExit?.Status,
        ErrorTail = Process?.ErrorTail ?? LastExit?.ErrorTail ?? [],
        Fault = FaultTime is null ? Fault : Fault! with { RetryAt = FaultTime.Until },
        LastFault = LastFault,
        RelaunchAt = Relaunch?.Until,
        WaitsFor = Asking?.Awaited,
        Attempt = Attempt,
        Attempts = Attempts,
        NextAttemptAt = NextAttempt?.Until,
        AliveBecause = Gate is null ? null : AliveBecause(Gate, clock),
        DownBecause = DownBecause,
    };

    private AliveBecause AliveBecause(LaunchGate gate, TimeProvider clock)
    {
        var uses = gate.InFlight;
        DateTimeOffset? due = uses == 0 && Spec.IdleTime is { } idle ? clock.GetUtcNow() + gate.IdleIn(idle) : null;
        return new AliveBecause { Uses = uses, Keep = Spec.IdleTime is null, IdleDueAt = due, Leases = Holders, IsBusy = Own?.IsInside == true };
    }
}
