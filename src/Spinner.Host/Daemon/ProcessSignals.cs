using System.Runtime.InteropServices;

namespace Spinner.Host.Daemon;

/// <summary>
/// SIGTERM, SIGINT, SIGQUIT: the first ends gently, the second at once. SIGHUP: read the file again. SIGUSR1, SIGUSR2: reopen the logs.
/// </summary>
sealed class ProcessSignals : IDisposable
{
    // timeout(1) and `dotnet run` hand a signal on to a process that has it already: what comes together is one signal.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    // The numbers of Linux, for what .NET has no name for.
    private const int User1 = 10;
    private const int User2 = 12;

    // Each would end the daemon and with it every child, and none is a wish of that: SIGALRM, SIGSTKFLT, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR.
    private static readonly int[] Meaningless = [14, 16, 25, 26, 27, 29, 30];

    // Kept until the process has ended: a signal that comes meanwhile would end it in the middle.
    private static readonly List<PosixSignalRegistration> Registrations = [];

    private readonly Lock _lock = new();
    private readonly bool _hadTerminal = !Console.IsOutputRedirected && HasTerminal();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _kill = new();
    private long? _firstAt;
    private bool _isOver;
    private bool _isReloadDue;
    private Action? _reload;
    private volatile Action? _reopen;

    /// <summary>From now on they are heard.</summary>
    public ProcessSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            Registrations.Add(PosixSignalRegistration.Create(signal, OnEnd));
        if (!OperatingSystem.IsWindows())
            Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnReload(context)));
        if (!OperatingSystem.IsLinux()) return;
        foreach (var signal in new[] { User1, User2 }) Registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, OnReopen));
        foreach (var signal in Meaningless) Registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context => context.Cancel = true));
    }

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Fires at the second.</summary>
    public CancellationToken Kill => _kill.Token;

    /// <summary>Says what SIGHUP does, on a thread of its own; one that came before is made up for.</summary>
    public void OnReload(Action reload)
    {
        bool isDue;
        lock (_lock) (_reload, isDue) = (reload, _isReloadDue);
        if (isDue) reload();
    }

    /// <summary>Says what SIGUSR1 and SIGUSR2 do, on a thread of its own; before it they do nothing.</summary>
    public void OnReopen(Action reopen) => _reopen = reopen;

    /// <summary>From now on no signal does anything.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _end.Dispose();
            _kill.Dispose();
        }
    }

    private void OnEnd(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_isOver) return;
            if (_firstAt is not { } first)
            {
                _firstAt = TimeProvider.System.GetTimestamp();
                _end.Cancel();
            }
            else if (TimeProvider.System.GetElapsedTime(first) >= Together) _kill.Cancel();
        }
    }

    // The same signal says that the terminal has gone; then there is nobody left to run in the foreground for.
    private void OnReload(PosixSignalContext context)
    {
        if (_hadTerminal && !HasTerminal())
        {
            OnEnd(context);
            return;
        }

        context.Cancel = true;
        Action? reload;
        lock (_lock)
        {
            if (_isOver) return;
            (reload, _isReloadDue) = (_reload, _reload is null);
        }

        reload?.Invoke();
    }

    private void OnReopen(PosixSignalContext context)
    {
        context.Cancel = true;
        _reopen?.Invoke();
    }

    private static bool HasTerminal()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty");
            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
