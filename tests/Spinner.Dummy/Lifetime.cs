namespace Misbehaving;

/// <summary>Whether the process lives on after its last verb.</summary>
internal static class Lifetime
{
    public static bool IsHeld { get; private set; }

    public static void Hold() => IsHeld = true;

    /// <summary>Runs something later on a thread of its own; the process lives until then.</summary>
    public static void After(int milliseconds, Action action)
    {
        Hold();
        new Thread(() =>
        {
            Pause.For(milliseconds);
            action();
        })
        { IsBackground = true }.Start();
    }
}
