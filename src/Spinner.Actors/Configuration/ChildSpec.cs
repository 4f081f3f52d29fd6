using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>
/// The options in force for a child: merged, checked, nothing left to default. Equal specs run the same child the same way; how it was asked, and who
/// starts it first, take no part in that.
/// </summary>
/// <param name="options">
/// Checked, every default filled in, paths absolute. Null remain only a script, a stop command and needs that were not given, the supervisor's own directory and the actor
/// system's log.
/// </param>
/// <param name="script">The script among the arguments; null when none is known.</param>
sealed class ChildSpec(ChildOptions options, string? script) : IEquatable<ChildSpec>
{
    /// <summary>What a reader is shown. Reading it again gives an equal spec.</summary>
    public ChildOptions Options { get; } = options;

    public string Name { get; } = options.Name!;
    public string Command => Options.Command!;

    /// <summary>Placeholders not replaced yet.</summary>
    public IReadOnlyList<string> Args => Options.Args!;

    /// <summary>What the options add to the environment; placeholders not replaced yet.</summary>
    public IReadOnlyDictionary<string, string> Environment => Options.Environment!;

    public bool InheritEnvironment => Options.InheritEnvironment!.Value;

    /// <summary>Hand over the endpoint as <c>ASPNETCORE_URLS</c> too.</summary>
    public bool AspNetUrls { get; } = RunnerTable.ExtensionOf(script ?? "") is "dll" or "cs"
        && options.Endpoint!.HeldAddress is null && options.Endpoint != EndpointSpec.None && !options.Environment!.ContainsKey(EnvironmentNames.AspNetUrls);

    /// <summary>Absolute; null for the supervisor's own.</summary>
    public string? WorkingDirectory => Options.WorkingDirectory;

    public EndpointSpec Endpoint => Options.Endpoint!;
    public Readiness Ready => Options.Ready!;
    public TimeSpan ReadyAfter => Options.ReadyAfter!.Value;

    /// <summary>It is ready when it has ended well.</summary>
    public bool IsTask => Ready == Readiness.Exit;

    /// <summary>Null: it need not say that it is well.</summary>
    public TimeSpan? Watchdog => Options.Watchdog == ChildOptions.Never ? Live.Watchdog : Options.Watchdog;

    public Liveness Live => Options.Live!;

    /// <summary>Somebody has to look whether it is well; what says so by itself is no matter of that.</summary>
    public bool IsLookedAt => Live is { Check: { } check } && check != Readiness.Notify;

    /// <summary>Bytes; null: as much as it takes.</summary>
    public long? MemoryLimit => Options.MemoryLimit == ChildOptions.Unlimited ? null : Options.MemoryLimit;

    /// <summary>The bytes a launch of it is said to take; null: as it turns out.</summary>
    public long? Memory => Options.Memory;

    /// <summary>Null: it serves on.</summary>
    public TimeSpan? MaxLifetime => Options.MaxLifetime == ChildOptions.Never ? null : Options.MaxLifetime;

    /// <summary>Null: as many as come.</summary>
    public int? MaxRequests => Options.MaxRequests == ChildOptions.Unlimited ? null : Options.MaxRequests;

    /// <summary>A launch of it that serves may have to be replaced though nothing has changed.</summary>
    public bool IsWatched => IsLookedAt || MemoryLimit is not null || MaxLifetime is not null || MaxRequests is not null;

    /// <summary>Null: a start has no deadline.</summary>
    public TimeSpan? StartTimeout => Options.StartTimeout == ChildOptions.Never ? null : Options.StartTimeout;

    public int Attempts => Options.Attempts!.Value;
    public TimeSpan StopTimeout => Options.StopTimeout!.Value;
    public TimeSpan KillTimeout => Options.KillTimeout!.Value;
    public StopSignal StopSignal => Options.StopSignal!;

    /// <summary>Placeholders not replaced yet; null: the signal does.</summary>
    public IReadOnlyList<string>? StopCommand => Options.StopCommand;

    /// <summary>What stands for all that is monitored, a path where it is one; null when nothing is.</summary>
    public string? MonitorPath => Options.Monitor is { Locations.Count: > 0 } monitor ? monitor.ToString() : null;

    /// <summary>What is monitored is the script that is run.</summary>
    public bool MonitorsScript =>
        MonitorPath is { } path && Options.Script is { } script && path == Path.GetFullPath(script, Options.WorkingDirectory ?? Inherited.WorkingDirectory);

    public OutputTarget Stdout => Options.Stdout!;
    public OutputTarget Stderr => Options.Stderr!;
    public int OutputRing => Options.OutputBuffer!.Value;
    public ILoggingAdapter? Logger => Options.Logger;

    /// <summary>Null: never idle-stopped (<c>keep</c>, or no idle time).</summary>
    public TimeSpan? IdleTime => Options.Keep!.Value || Options.IdleTime == ChildOptions.Never ? null : Options.IdleTime;

    public bool IsKept => Options.Keep!.Value;

    /// <summary>What is kept is started with the spinner too.</summary>
    public bool Autostart => Options.StartsWithSpinner();

    public IReadOnlyList<ChildNeed> Needs => Options.Needs ?? [];

    public RestartPolicy Restart => Options.Restart!.Value;
    public IReadOnlyList<int> NoRestartCodes => Options.NoRestartCodes!;
    public TimeSpan RestartTolerance => Options.RestartTolerance!.Value;
    public TimeSpan FaultTimeout => Options.FaultTimeout!.Value;
    public TimeSpan FaultTimeoutMax => Options.FaultTimeoutMax!.Value;

    /// <summary>A started launch serves until the next is ready.</summary>
    public bool Overlaps => Options.Reload == ReloadMode.Overlap && IsFreshForEachLaunch(Endpoint);

    public TimeSpan DrainTimeout => Options.DrainTimeout!.Value;

    /// <summary>Whether an exit like that means that all went well.</summary>
    public bool IsSuccess(ExitStatus exit) => exit.Code is { } code && Options.SuccessCodes!.Contains(code);

    public bool Equals(ChildSpec? other) => ReferenceEquals(this, other) || (other is not null
        && (AspNetUrls, IdleTime, Overlaps) == (other.AspNetUrls, other.IdleTime, other.Overlaps)
        && ChildOptionTable.All.All(o => o.IsSame is not { } same || same(o.Get(Options), o.Get(other.Options))));

    public override bool Equals(object? obj) => Equals(obj as ChildSpec);

    public override int GetHashCode() => HashCode.Combine(Name, Command, Args.Count, Environment.Count, Endpoint);

    private static bool IsFreshForEachLaunch(EndpointSpec endpoint) => endpoint == EndpointSpec.Tcp || endpoint == EndpointSpec.Unix || endpoint == EndpointSpec.Pipe
        || endpoint == EndpointSpec.None;
}
