using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Watching;

/// <summary>Keeps what people want to see who come later: the last events of each child, and what it used. Disposing ends it.</summary>
sealed partial class Recorder : IAsyncDisposable
{
    private readonly ISpinner _spinner;
    private readonly UsageSampler _usage;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _done;

    /// <param name="spinner">Whose children.</param>
    /// <param name="usage">Looks them up.</param>
    /// <param name="keepsUsage">Whether what they use is kept.</param>
    /// <param name="log">Is told when nothing is kept any more.</param>
    /// <param name="clock">The clock of the steps.</param>
    public Recorder(ISpinner spinner, UsageSampler usage, bool keepsUsage, ILogger log, TimeProvider clock)
    {
        (_spinner, _usage, _clock, _log) = (spinner, usage, clock, log);
        Usage = new UsageHistory(clock);
        _done = Task.WhenAll(GuardAsync(ReadEventsAsync), GuardAsync(() => StepAsync(keepsUsage)));
    }

    /// <summary>The last events of each child.</summary>
    public ChildEvents Events { get; } = new();

    /// <summary>What each child used; nothing where that is not kept.</summary>
    public UsageHistory Usage { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _done;
        _end.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        await foreach (var happened in _spinner.WatchAsync(after: 0, _end.Token))
            if (Views.Of(happened) is { } view) Events.Add(view);
    }

    private async Task StepAsync(bool keepsUsage)
    {
        using var timer = new PeriodicTimer(UsageHistory.Step, _clock);
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            try
            {
                var children = await _spinner.ListAsync(_end.Token);
                if (keepsUsage) Usage.Add(children, _usage.Read(children.Values));
                Events.Keep(children);
            }
            catch (TimeoutException)
            {
                // A spinner that is too busy to answer is asked again with the next step.
            }
        }
    }

    // Nobody awaits it before the end.
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await Task.Run(work);
        }
        catch (Exception end) when (end is OperationCanceledException || SpinnerEndedException.RejectionIn(end) is { Reason: SpinnerError.ShuttingDown })
        {
            // The spinner ends, or nobody looks any more.
        }
        catch (Exception error)
        {
            LogEnded(_log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What children did and used is not kept any more")]
    private static partial void LogEnded(ILogger log, Exception error);
}
