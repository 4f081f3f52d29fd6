namespace Spinner.Processes;

/// <summary>
/// Timestamps since the start of the machine that go on while it is suspended, as <c>/proc/uptime</c> does and .NET's own do not. Its timers are
/// those of the system, which stand still meanwhile. Safe for concurrent use.
/// </summary>
internal sealed class BootClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private BootClock() { }

    /// <summary>The one of this machine. Linux only.</summary>
    internal static BootClock Shared { get; } = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => NanosecondsPerSecond;

    /// <inheritdoc/>
    public override unsafe long GetTimestamp()
    {
        var now = stackalloc long[2];
        return LibcImports.ClockGetTime(BootTime, now) == 0
            ? (now[0] * NanosecondsPerSecond) + now[1]
            : throw new PlatformNotSupportedException("The system has no clock that goes on while it is suspended (CLOCK_BOOTTIME).");
    }
}
