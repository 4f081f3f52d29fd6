using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>A launch of anybody's launcher, whose members neither throw nor give null: what fails is logged, and is as if nothing were known.</summary>
sealed class SafeLaunch(ILaunch launch, ILoggingAdapter log) : ILaunch
{
    public int Pid { get; } = Try(() => launch.Pid, 0, log);

    public IReadOnlyList<string> ErrorTail => Try(() => launch.ErrorTail, [], log) ?? [];

    public string? StatusText => Try(() => launch.StatusText, null, log);

    public IReadOnlyList<int> LivingPids => Try(() => launch.LivingPids, [], log) ?? [];

    public bool IsGone => Try(() => launch.IsGone, true, log);

    public bool? IsListening() => Try(launch.IsListening, null, log);

    public long? MemoryInUse() => Try(launch.MemoryInUse, null, log);

    public long? MemoryShare() => Try(launch.MemoryShare, null, log);

    public async Task<string?> CheckAsync(ChildEndpoint endpoint, CancellationToken stop)
    {
        try
        {
            return await launch.CheckAsync(endpoint, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.Error(e, "The launch failed to answer");
            return null;
        }
    }

    public void Terminate(StopSignal signal) => Try(() => launch.Terminate(signal), log);

    public void Kill() => Try(launch.Kill, log);

    public void Dispose() => Try(launch.Dispose, log);

    private static void Try(Action act, ILoggingAdapter log) => Try(() => { act(); return true; }, false, log);

    private static T Try<T>(Func<T> ask, T unknown, ILoggingAdapter log)
    {
        try
        {
            return ask();
        }
        catch (Exception e)
        {
            log.Error(e, "The launch failed to answer");
            return unknown;
        }
    }
}
