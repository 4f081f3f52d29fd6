using System.Runtime.InteropServices;
using Spinner.Control.Access;

namespace Spinner.Host.Commands;

/// <summary>
/// Ctrl+C and SIGTERM to a command: the first ends it in order, which it has a moment for, the second at once. Not for the daemon, which has
/// signals of its own.
/// </summary>
sealed class Interrupt : IDisposable
{
    private const int SignalBase = 128;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _fired = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private ITimer? _late;

    private Interrupt()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, 2)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, 15)));
    }

    public CancellationToken Token => _fired.Token;

    /// <summary>With what the program ends, as a shell says it: 130 after Ctrl+C. 0: nobody has interrupted.</summary>
    public int Code { get; private set; }

    public static Interrupt Listen() => new();

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _late?.Dispose();
        _fired.Dispose();
    }

    private void End(PosixSignalContext context, int signal)
    {
        if (Code != 0) return;
        context.Cancel = true;
        Code = SignalBase + signal;
        // A terminal or a pipe that takes nothing would hold up who writes to it for ever.
        _late = TimeProvider.System.CreateTimer(_ => Environment.Exit(Code), null, Moment, Timeout.InfiniteTimeSpan);
        _fired.Cancel();
    }
}
