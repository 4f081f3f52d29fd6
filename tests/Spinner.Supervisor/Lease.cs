using System.Globalization;
using Spinner.Processes;

namespace Spinner.Supervisor;

/// <summary>A lease that a watchdog looks after, and nobody renews.</summary>
internal sealed class Lease
{
    private LeaseWatchdog? _watchdog;

    /// <summary>Starts the watchdog, and says its mark and its pid.</summary>
    public void Watch(string directory)
    {
        _watchdog = LeaseWatchdog.Start(directory, notice => Answer.Say("notice", notice));
        Answer.Say("watchdog", _watchdog.Mark, _watchdog.Pid.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The lease lasts so long from now.</summary>
    public void Last(string milliseconds)
    {
        var until = BootClock.Shared.GetElapsedTime(0) + TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
        _watchdog!.Watch(until, []);
        Answer.Say("leased");
    }
}
