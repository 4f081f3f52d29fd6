using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace Spinner.Host.Daemon;

/// <summary>Tells the service manager how it goes, where one wants to hear it; see sd_notify(3). Safe for concurrent use.</summary>
sealed class ServiceManager
{
    private readonly Lock _lock = new();
    private readonly SystemdNotifier _notifier = new();
    private readonly TimeProvider _clock;
    private bool _isStopping;

    private ServiceManager(TimeProvider clock) => _clock = clock;

    /// <summary>
    /// Takes what the service manager left in our environment. It waits for our word, not for that of a child that would inherit it.
    /// </summary>
    public static ServiceManager Take(TimeProvider clock)
    {
        var manager = new ServiceManager(clock);
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        return manager;
    }

    /// <summary>The API can be asked; a reload is done, or was refused.</summary>
    public void Ready() => Tell("READY=1");

    /// <summary>A reload has begun.</summary>
    public void Reloading()
    {
        // The clock of the system since its start, in microseconds: systemd compares it with the moment it sent SIGHUP.
        var now = _clock.GetElapsedTime(0).TotalMicroseconds;
        Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={now:0}"));
    }

    /// <summary>The end has begun; nothing is told after it.</summary>
    public void Stopping()
    {
        Tell("STOPPING=1");
        lock (_lock) _isStopping = true;
    }

    private void Tell(string state)
    {
        lock (_lock)
            if (!_isStopping) _notifier.Notify(new ServiceState(state));
    }
}
