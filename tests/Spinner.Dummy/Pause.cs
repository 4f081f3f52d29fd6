namespace Misbehaving;

/// <summary>To be late is this program's purpose, so here time is really waited for.</summary>
internal static class Pause
{
    private static readonly ManualResetEvent Never = new(false);

    public static void For(int milliseconds) => Never.WaitOne(milliseconds);

    public static void Forever() => Never.WaitOne();
}
