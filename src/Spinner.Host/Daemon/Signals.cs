using System.Runtime.InteropServices;

namespace Spinner.Host.Daemon;

/// <summary>SIGTERM, SIGINT, SIGQUIT: the first ends gently, the second at once. SIGHUP: read the file again.</summary>
sealed class Signals : IDisposable
{
    // timeout(1) and `dotnet run` hand a signal on to a process that has it already: what comes together is one signal.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly bool _hadTerminal = !Console.IsOutputRedirected && HasTerminal();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _kill = new();
    private long? _firstAt;

    /// <param name="reload">Called on a thread of its own.</param>
    public Signals(Action reload)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnEnd));
        if (!OperatingSystem.IsWindows()) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            OnReload(context, reload)));
    }

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Fires at the second.</summary>
    public CancellationToken Kill => _kill.Token;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _end.Dispose();
        _kill.Dispose();
    }

    private void OnEnd(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_firstAt is not { } first) _firstAt = TimeProvider.System.GetTimestamp();
            else if (TimeProvider.System.GetElapsedTime(first) < Together) return;
        }

        if (_end.IsCancellationRequested) _kill.Cancel();
        else _end.Cancel();
    }

    // The same signal says that the terminal has gone; then there is nobody left to run in the foreground for.
    private void OnReload(PosixSignalContext context, Action reload)
    {
        if (_hadTerminal && !HasTerminal())
        {
            OnEnd(context);
            return;
        }

        context.Cancel = true;
        reload();
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
