using Serilog;

namespace Spinner.Host.Daemon;

/// <summary>
/// Looks every second after what the system, a logout or somebody may sweep away, and makes it again. What goes wrong with one thing keeps nobody from
/// the next, and is told once until it has gone well again.
/// </summary>
sealed class Maintenance(TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, string> _troubles = new(StringComparer.Ordinal);
    private readonly List<(string What, Action Look)> _duties = [];
    private Task _kept = Task.CompletedTask;

    /// <summary>Looks after one more thing; before <see cref="Begin"/>.</summary>
    /// <param name="what">What it is, for the log.</param>
    /// <param name="look">Makes it again where it is gone.</param>
    public void Add(string what, Action look) => _duties.Add((what, look));

    public void Begin() => _kept = Task.Run(RunAsync);

    /// <summary>Looks at all of it once.</summary>
    public void RunOnce()
    {
        foreach (var (what, look) in _duties)
        {
            try
            {
                look();
                if (_troubles.Remove(what)) log.Information("{What} is right again", what);
            }
            catch (Exception trouble)
            {
                if (_troubles.GetValueOrDefault(what) == trouble.Message) continue;
                _troubles[what] = trouble.Message;
                log.Error("{What} is gone and cannot be made again yet: {Reason}", what, trouble.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A disk that hangs holds up nobody's end.
        await _kept.WaitAsync(Every, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token)) RunOnce();
        }
        catch (OperationCanceledException)
        {
            // The daemon ends.
        }
    }
}
