using System.Globalization;

namespace Spinner.Processes;

/// <summary>Passes on what one launch notifies, and counts the time of its watchdog. Safe for concurrent use.</summary>
/// <param name="plan">Of the launch.</param>
/// <param name="observer">Told the words.</param>
/// <param name="time">The clock of the watchdog.</param>
/// <param name="note">Told, once, of a value that no word has.</param>
internal sealed class SpokenWords(LaunchPlan plan, LaunchCallbacks observer, TimeProvider time, Action<string> note)
{
    internal const string WatchdogVariable = "WATCHDOG_USEC";

    private readonly string _name = plan.Name;
    private readonly TimeSpan? _limit = plan.Watchdog;
    private readonly Lock _lock = new();
    private WatchdogTimer? _watchdog;
    private bool _isReady;
    private bool _isOver;
    private bool _isStopping;
    private string? _hung;
    private bool _wasMalformed;

    /// <summary>The variables that tell a launch of its socket and its watchdog.</summary>
    internal static (string Name, string Value)[] VariablesOf(LaunchPlan plan, NotifySocket socket) => plan.Watchdog is { } limit
        ? [(NotifySocket.Variable, socket.Path), (WatchdogVariable, (limit.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture))]
        : [(NotifySocket.Variable, socket.Path)];

    /// <summary><see cref="ILaunchObserver.Ready"/> was told: from now on the watchdog counts, and an end it speaks of is told.</summary>
    internal void BeginServing()
    {
        bool isStopping;
        string? hung;
        lock (_lock)
        {
            (_isReady, isStopping, hung) = (true, _isStopping, _hung);
            if (_limit is { } limit && !_isOver)
            {
                _watchdog = new WatchdogTimer(
                    limit, time, ReferenceEquals(time, TimeProvider.System), () => TellHung($"it did not say WATCHDOG=1 for {limit.TotalSeconds:0.###} s"));
                _watchdog.Begin();
            }
        }

        // Said before, perhaps right behind READY=1, while that was on its way to the observer.
        if (hung is not null) observer.Said(new LaunchWords { Hung = hung });
        if (isStopping) observer.Said(new LaunchWords { IsStopping = true });
    }

    internal void Hear(Notification heard)
    {
        if (heard.Malformed is { } line && !_wasMalformed)
        {
            _wasMalformed = true;
            note($"{_name} notified '{line}', which is ignored, as is all else of that kind");
        }

        if (heard.FeedsWatchdog) _watchdog?.Feed();
        if (heard.IsBusy is not null || heard.Extension is not null) observer.Said(new LaunchWords { IsBusy = heard.IsBusy, Extension = heard.Extension });
        if (heard.TriggersWatchdog) TellHung("it said WATCHDOG=trigger");
        if (heard.IsStopping && BeginsStopping()) observer.Said(new LaunchWords { IsStopping = true });
    }

    /// <summary>It was told to end, or has ended: its watchdog is over.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _isOver = true;
            _watchdog?.Dispose();
        }
    }

    /// <returns>Whether it is told now: once, and not before it is ready.</returns>
    private bool BeginsStopping()
    {
        lock (_lock)
        {
            if (_isStopping) return false;
            _isStopping = true;
            return _isReady;
        }
    }

    private void TellHung(string why)
    {
        lock (_lock)
        {
            if (_isOver) return;
            if (!_isReady) _hung = why;
            if (!_isReady) return;
        }

        observer.Said(new LaunchWords { Hung = why });
    }
}
