using System.IO.Compression;
using Spinner.Control.Logs;

namespace Spinner.Host.Tests.Logs;

/// <summary>Log files that are compressed when they are put aside.</summary>
public sealed class GzipSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _notes = [];

    private string File => _directory.PathOf("x.log");

    [Fact(Timeout = 60_000)]
    public async Task They_are_read_and_followed_as_the_others()
    {
        using var log = Log();
        await using var lines = LogReader.ReadAsync(log, new LogSelection { Follow = true }, CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
        var next = lines.MoveNextAsync().AsTask();
        for (var i = 0; i < 200; i++) await log.WriteAsync($"line {i}\n");
        for (var i = 0; i < 200; i++)
        {
            Assert.True(await next);
            Assert.Equal($"line {i}", lines.Current.Text);
            if (i < 199) next = lines.MoveNextAsync().AsTask();
        }

        await Eventually.HoldsAsync(() => PutAside().All(f => f.EndsWith(".gz", StringComparison.Ordinal)), "all are compressed", TimeSpan.FromSeconds(30));

        Assert.True(PutAside().Count > 5);
        foreach (var tail in new[] { 0, 1, 30, 60, 199, 500 })
            Assert.Equal(Enumerable.Range(0, 200).TakeLast(tail).Select(i => $"line {i}"), await log.TextsAsync(new LogSelection { Tail = tail }));
        Assert.All(PutAside(), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(f)));
        using var oldest = new StreamReader(new GZipStream(System.IO.File.OpenRead(PutAside().MaxBy(f => f.Length)!), CompressionMode.Decompress));
        Assert.EndsWith(" out line 0", await oldest.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(_notes);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_oldest_fall_out_and_the_next_daemon_knows_the_numbers()
    {
        using (var log = Log(files: 3))
        {
            for (var i = 0; ; i++)
            {
                await log.WriteAsync($"line {i}\n");
                if (i > 100 && !System.IO.File.Exists(File)) break;
            }

            await Eventually.HoldsAsync(() => PutAside().All(f => f.EndsWith(".gz", StringComparison.Ordinal)), "all are compressed", TimeSpan.FromSeconds(30));
            Assert.Equal(["x.log.1.gz", "x.log.2.gz"], PutAside().Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        }

        using var next = Log(files: 3);
        var last = (await next.ReadAsync(new LogSelection { Tail = 1 }))[0].Stamp!.Value.Number;
        await next.WriteAsync("next\n");
        Assert.Equal(last + 1, (await next.ReadAsync(new LogSelection { Tail = 1 }))[0].Stamp!.Value.Number);
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_cannot_be_compressed_stays_as_it_is_and_that_is_told()
    {
        // What stands in the way is a directory with something in it.
        Directory.CreateDirectory(File + ".gz.part/x");
        using var log = Log();
        for (var i = 0; i < 50; i++) await log.WriteAsync($"line {i}\n");
        await Eventually.HoldsAsync(() => Told().Count > 0, "it is told", TimeSpan.FromSeconds(30));

        Assert.Contains("cannot be compressed", Told()[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"line {i}"), await log.TextsAsync(new LogSelection()));

        List<string> Told()
        {
            lock (_notes) return [.. _notes];
        }
    }

    public void Dispose() => _directory.Dispose();

    private List<string> PutAside() => [.. Directory.GetFiles(_directory.Path, "x.log.*").Where(f => f != File && !f.EndsWith(".part", StringComparison.Ordinal))];

    private ChildLog Log(int files = 20) => LogFacts.Create(File, 900, files, gzip: new LogCompression((_, trouble) =>
    {
        lock (_notes) _notes.Add(trouble);
    }));
}
