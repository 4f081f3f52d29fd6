using System.Runtime.InteropServices;

namespace Misbehaving;

/// <summary>How this process takes SIGTERM, and the signals it sends to itself.</summary>
internal static partial class Signals
{
    public const int Kill = 9;

    // A registration that is collected no longer counts.
    private static PosixSignalRegistration? _registration;

    public static void Ignore() => Handle(static () => { });

    public static void ExitLate(int milliseconds) => Handle(() => Lifetime.After(milliseconds, static () => Environment.Exit(0)));

    public static void SendToSelf(int signal)
    {
        _ = SendTo(Environment.ProcessId, signal);
        Lifetime.Hold();
    }

    private static void Handle(Action action)
    {
        _registration?.Dispose();
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            action();
        });
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int pid, int signal);
}
