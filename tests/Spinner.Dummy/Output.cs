namespace Misbehaving;

/// <summary>Writes to stdout and stderr without a buffer of its own.</summary>
internal static class Output
{
    private const int Line = 100;

    public static void Print(string text) => Write(Console.OpenStandardOutput(), text);

    public static void PrintError(string text) => Write(Console.OpenStandardError(), text);

    public static void PrintAllEnvironment()
    {
        var all = Environment.GetEnvironmentVariables();
        foreach (var name in all.Keys.Cast<string>().Order(StringComparer.Ordinal)) Print($"{name}={all[name]}");
    }

    public static void CopyStdin() => Console.OpenStandardInput().CopyTo(Console.OpenStandardOutput());

    public static void Flood(Stream target, long bytes)
    {
        var lines = new byte[64 * Line];
        Array.Fill(lines, (byte)'x');
        for (var end = Line - 1; end < lines.Length; end += Line) lines[end] = (byte)'\n';
        while (bytes > 0)
        {
            var count = (int)Math.Min(bytes, lines.Length);
            target.Write(lines, 0, count);
            bytes -= count;
        }
    }

    private static void Write(Stream target, string text) => target.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
}
