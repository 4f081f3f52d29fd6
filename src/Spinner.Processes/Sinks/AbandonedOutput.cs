namespace Spinner.Processes;

/// <summary>How much output is kept for streams and files that are stuck while its launches are gone. Safe for concurrent use.</summary>
internal static class AbandonedOutput
{
    // A stream that never takes anything gets one more launch's rest with each restart of its child.
    private const long Most = 8 * 1024 * 1024;
    private static long _kept;

    /// <returns>False when there is no room for that many bytes.</returns>
    internal static bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _kept, bytes) <= Most) return true;
        Release(bytes);
        return false;
    }

    internal static void Release(long bytes) => Interlocked.Add(ref _kept, -bytes);
}
