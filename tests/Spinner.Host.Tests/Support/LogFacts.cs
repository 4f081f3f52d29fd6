using System.Text;
using Spinner.Control.Logs;

namespace Spinner.Host.Tests;

/// <summary>A child's log in a test.</summary>
static class LogFacts
{
    /// <summary>What stands before each line.</summary>
    public const int Stamp = 31;

    public static ChildLog Create(string path, long bytes, int files, Action<string>? note = null, TimeProvider? clock = null, LogCompression? gzip = null) =>
        new(path, new LogSizes(bytes, files, gzip), clock ?? TimeProvider.System, null, note ?? (_ => { }));

    public static ValueTask WriteAsync(this ChildLog log, string text) => log.Stdout.WriteAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<List<LogLine>> ReadAsync(this ChildLog log, LogSelection selection)
    {
        var lines = new List<LogLine>();
        await foreach (var line in LogReader.ReadAsync(log, selection, CancellationToken.None, CancellationToken.None)) lines.Add(line);
        return lines;
    }

    public static async Task<List<string>> TextsAsync(this ChildLog log, LogSelection selection) => [.. (await log.ReadAsync(selection)).Select(l => l.Text)];

    /// <summary>The file without its stamps; every line that is not of <paramref name="others"/> has one.</summary>
    public static string Unstamped(string path, params string[] others)
    {
        var text = new StringBuilder();
        var rest = File.ReadAllBytes(path).AsSpan();
        while (!rest.IsEmpty)
        {
            var line = rest[..(rest.IndexOf((byte)'\n') + 1)];
            Assert.True(LogStamp.Read(line, out var length) is not null || others.Contains(Encoding.UTF8.GetString(line)), Encoding.UTF8.GetString(line));
            text.Append(Encoding.UTF8.GetString(line[length..]));
            rest = rest[line.Length..];
        }

        return text.ToString();
    }
}

/// <summary>A clock that a test sets.</summary>
sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
