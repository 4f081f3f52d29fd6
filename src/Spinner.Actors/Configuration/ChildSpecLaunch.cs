using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>From the options in force to one launch.</summary>
static class ChildSpecLaunch
{
    /// <param name="spec">The child.</param>
    /// <param name="endpoint">Where this launch must listen.</param>
    /// <param name="ring">Keeps the child's output over all its launches; null keeps none.</param>
    /// <param name="log">Takes batches of lines, on any thread.</param>
    public static LaunchPlan ToPlan(this ChildSpec spec, ChildEndpoint endpoint, OutputRing? ring, Action<OutputBatch> log)
    {
        var placeholders = Placeholders.Of(spec, endpoint);
        return new LaunchPlan
        {
            Name = spec.Name,
            Command = spec.Command,
            Args = [.. spec.Args.Select(placeholders.Expand)],
            Environment = LaunchEnvironment.Of(spec, endpoint, LaunchEnvironment.Inheritable),
            WorkingDirectory = spec.WorkingDirectory,
            Endpoint = endpoint,
            Ready = spec.Ready is ExecReadiness exec
                ? Readiness.Exec(placeholders.Expand(exec.Command), [.. exec.Args.Select(placeholders.Expand)], exec.Every)
                : spec.Ready,
            ReadyAfter = spec.ReadyAfter,
            Watchdog = spec.Watchdog,
            Live = spec.Live.Check is ExecReadiness look
                ? Liveness.Exec(placeholders.Expand(look.Command), [.. look.Args.Select(placeholders.Expand)]) with { Timeout = spec.Live.Timeout }
                : spec.IsLookedAt ? spec.Live : null,
            PassListener = spec.Endpoint.HeldAddress is not null,
            StopCommand = spec.StopCommand?.Select(placeholders.Expand).ToList(),
            NoFile = spec.Options.NoFile is { } files and not ChildOptions.Unlimited ? files : null,
            Nice = spec.Options.Nice!.Value,
            Umask = spec.Options.Umask,
            MemoryHigh = spec.Options.MemoryHigh is { } high and not ChildOptions.Unlimited ? high : null,
            MemoryMax = spec.Options.MemoryMax is { } most and not ChildOptions.Unlimited ? most : null,
            CpuWeight = spec.Options.CpuWeight is { } weight and not ChildOptions.Unlimited ? weight : null,
            User = spec.Options.User,
            Group = spec.Options.Group,
            Stdout = spec.Stdout,
            Stderr = spec.Stderr,
            Ring = ring,
            Log = log,
        };
    }
}
