namespace Misbehaving;

/// <summary>Memory that is held until the end.</summary>
internal static class Filling
{
    private static readonly List<byte[]> Held = [];

    public static void Take(int mebibytes)
    {
        for (var i = 0; i < mebibytes; i++)
        {
            var bytes = new byte[1024 * 1024];
            // A page that nobody has written to takes none.
            Array.Fill(bytes, (byte)1);
            Held.Add(bytes);
        }
    }
}
