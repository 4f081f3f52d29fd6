using System.Diagnostics;
using Spinner.Processes;

namespace Spinner.Benchmarks;

/// <summary>One launch that remembers when it was told what.</summary>
internal sealed class MeasuredLaunch : ILaunchObserver
{
    private readonly TaskCompletionSource<long> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LaunchExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ILaunch Process { get; private set; } = null!;

    /// <summary>The moment of readiness on the clock of <see cref="Stopwatch"/>.</summary>
    public Task<long> WhenReady => _ready.Task;

    public Task<LaunchExit> WhenExited => _exited.Task;

    public static MeasuredLaunch Launch(IProcessLauncher launcher, LaunchPlan plan)
    {
        var child = new MeasuredLaunch();
        child.Process = launcher.Launch(plan, child);
        return child;
    }

    public static LaunchPlan Plan(string command, IReadOnlyList<string> args, Endpoint endpoint) => new()
    {
        Name = "bench",
        Command = command,
        Args = args,
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["PORT"] = endpoint.PortValue },
        Endpoint = endpoint,
        Stdout = OutputTarget.None,
        Stderr = OutputTarget.None,
        Ring = new OutputRing(64 * 1024),
    };

    public void Ready(LaunchReady ready) => _ready.TrySetResult(Stopwatch.GetTimestamp());

    public void Exited(LaunchExit exit)
    {
        _exited.TrySetResult(exit);
        _ready.TrySetException(new InvalidOperationException($"Never ready: {exit.Status} {exit.Stranger} {string.Join(" | ", exit.ErrorTail)}"));
        _ = _ready.Task.Exception;
    }
}
