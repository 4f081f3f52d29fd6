using System.Collections.Concurrent;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    private const int Flood = 20_000_000;

    // Two pipes and two buffers of 64 KiB are on the way at most.
    private const int OnTheWay = 256 * 1024;

    [Fact(Timeout = TimeLimit)]
    public async Task The_ring_keeps_the_latest_output_over_launches()
    {
        var ring = new OutputRing(30);
        await Launch(Dummy.Plan(Dummy.FreeTcp(), "print", "first launch") with { Ring = ring }).EndAsync();
        await Launch(Dummy.Plan(Dummy.FreeTcp(), "print-error", "second") with { Ring = ring }).EndAsync();
        Assert.Equal("first launch\nsecond\n"u8, ring.ToArray());
        await Launch(Dummy.Plan(Dummy.FreeTcp(), "print", "third launch") with { Ring = ring }).EndAsync();
        Assert.Equal("second\nthird launch\n"u8, ring.ToArray());
        var streams = new List<bool>();
        await foreach (var page in ring.ReadAsync()) streams.AddRange(page.Parts.Select(p => p.IsError));
        Assert.Equal([true, false], streams);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_flood_of_errors_leaves_a_short_tail()
    {
        var exit = await Launch("flood-stderr", "1000000", "print-error", "end").EndAsync();
        Assert.Equal(100, exit.ErrorTail.Count);
        Assert.Equal("end", exit.ErrorTail[^1]);
        Assert.All(exit.ErrorTail.SkipLast(1), line => Assert.Equal(99, line.Length));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stalled_stream_stalls_its_child_and_loses_nothing()
    {
        var (stream, ring) = (new CaptureStream(keeps: false), new OutputRing(1024));
        var release = stream.Stall();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", $"{Flood}", "print-error", "done") with { Stdout = OutputTarget.Stream(stream), Ring = ring };
        var running = Launch(plan);
        var free = await LaunchReadyAsync("bind");
        Assert.Equal("hello, world", await Dummy.GetAsync(free.Endpoint));
        Assert.InRange(ring.Written, 0, OnTheWay);
        Assert.False(running.Observer.IsExited);
        release();
        Assert.Equal(["done"], (await running.EndAsync()).ErrorTail);
        await Eventually.HoldsAsync(() => stream.Count == Flood, "the stream has every byte");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stream_that_is_slow_at_the_end_still_gets_everything()
    {
        var stream = new CaptureStream(keeps: false);
        var release = stream.Stall();
        var running = Launch(Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", "30000", "exit", "0") with { Stdout = OutputTarget.Stream(stream) });
        await running.EndAsync();
        Assert.Equal(0, stream.Count);
        release();
        await Eventually.HoldsAsync(() => stream.Count == 30_000, "the stream has every byte");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Writes_to_one_stream_never_overlap()
    {
        var stream = new CaptureStream(keeps: false);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", "1000000", "flood-stderr", "1000000");
        plan = plan with { Stdout = OutputTarget.Stream(stream), Stderr = OutputTarget.Stream(stream) };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Launch(plan).EndAsync()));
        await Eventually.HoldsAsync(() => stream.Count == 8_000_000, "the stream has every byte");
        Assert.False(stream.Overlapped);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stream_that_throws_is_told_once_and_the_child_goes_on()
    {
        var (closed, notes) = (new MemoryStream(), new ConcurrentQueue<OutputBatch>());
        await closed.DisposeAsync();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", "1000000", "exit", "0") with { Stdout = OutputTarget.Stream(closed), Log = notes.Enqueue };
        Assert.Equal(ExitStatus.Exited(0), (await Launch(plan).EndAsync()).Status);
        await Eventually.HoldsAsync(() => notes.Count == 2, "it is told that nothing can be written, and how much was lost");
        Assert.All(notes, note => Assert.True(note.IsNote));
        Assert.Contains("stdout of dummy: the stream cannot be written to", notes.First().Text, StringComparison.Ordinal);
        Assert.Contains("10000 lines (1000000 bytes)", notes.Last().Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stuck_console_stalls_nobody_and_its_gap_is_told()
    {
        using var stdout = new GatedStream();
        var console = new ConsoleQueue(stdout, new CaptureStream(), capacity: 64 * 1024);
        var told = new ConcurrentQueue<OutputBatch>();
        var loud = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", "1000000", "exit", "0");
        loud = loud with { Stdout = OutputTarget.Console, Console = console, Log = told.Enqueue };
        Assert.Equal(ExitStatus.Exited(0), (await Launch(loud).EndAsync()).Status);
        var quiet = Dummy.Plan(Dummy.FreeTcp(), "print", "hello", "bind");
        var other = await LaunchReadyAsync(quiet with { Stdout = OutputTarget.Console, Console = console });
        Assert.Equal("hello, world", await Dummy.GetAsync(other.Endpoint));

        var gap = Assert.Single(told);
        Assert.Equal((OutputTarget.Console, 100 * gap.DroppedLines), (gap.DroppedBy, gap.DroppedBytes));
        stdout.Open();
        await Eventually.HoldsAsync(() => stdout.Text.Length + gap.DroppedBytes == 1_000_000, "what was not dropped is written");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stuck_file_stalls_its_child_alone_and_loses_nothing()
    {
        using var directory = new TempDirectory();
        var path = directory.PathOf("pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", path)) Assert.True(make.WaitForExit(TimeSpan.FromSeconds(30)));
        // Both ends, so that nobody waits for the other to be opened.
        await using var pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var stuck = Launch(Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", "1000000", "print-error", "done") with { Stdout = OutputTarget.File(path) });
        var other = await LaunchReadyAsync("bind");
        Assert.Equal("hello, world", await Dummy.GetAsync(other.Endpoint));
        Assert.False(stuck.Observer.IsExited);

        var read = 0;
        var buffer = new byte[64 * 1024];
        while (read < 1_000_000) read += await pipe.ReadAsync(buffer);
        Assert.Equal(["done"], (await stuck.EndAsync()).ErrorTail);
        Assert.Equal(1_000_000, read);
    }
}
