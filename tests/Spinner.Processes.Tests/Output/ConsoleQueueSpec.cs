using System.Text;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Output;

public sealed class ConsoleQueueSpec
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('x', 99) + "\n");

    [Fact(Timeout = 20_000)]
    public async Task Each_stream_has_its_lines_in_order()
    {
        var (stdout, stderr) = (new CaptureStream(), new CaptureStream());
        var queue = new ConsoleQueue(stdout, stderr);
        queue.Enqueue(false, "a\n"u8);
        queue.Enqueue(true, "b\n"u8);
        queue.Enqueue(false, "c\n"u8);
        await Eventually.HoldsAsync(() => stdout.Text == "a\nc\n" && stderr.Text == "b\n", "all is written");
    }

    private static void Ignore(OutputBatch batch) { }

    [Fact(Timeout = 20_000)]
    public async Task Lines_of_two_children_never_mix()
    {
        var stdout = new CaptureStream();
        var queue = new ConsoleQueue(stdout, new CaptureStream());
        var (one, two) = (new ConsoleSink(queue, false, Ignore), new ConsoleSink(queue, false, Ignore));
        await one.WriteAsync("one "u8.ToArray());
        await two.WriteAsync("two\n"u8.ToArray());
        await one.WriteAsync("one\nunfinished"u8.ToArray());
        await one.CompleteAsync();
        await Eventually.HoldsAsync(() => stdout.Text == "two\none one\nunfinished\n", "whole lines");
    }

    [Fact(Timeout = 20_000)]
    public async Task What_a_slow_console_cannot_take_is_dropped_and_told_in_one_line()
    {
        using var console = new GatedStream();
        var stderr = new CaptureStream();
        var queue = new ConsoleQueue(console, stderr, capacity: 1000);
        for (var i = 0; i < 50; i++) queue.Enqueue(false, Line);
        console.Open();
        await Eventually.HoldsAsync(() => stderr.Text.Length > 0, "the note");
        Assert.Equal("spinner: 40 lines (4000 bytes) of output were dropped, the console did not take them\n", stderr.Text);
        queue.Enqueue(false, "again\n"u8);
        await Eventually.HoldsAsync(() => console.Text.EndsWith("again\n", StringComparison.Ordinal), "it is taken again");
        Assert.Equal(1000 + 6, console.Text.Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Each_child_is_told_its_own_gap_once_and_only_when_it_is_over()
    {
        using var console = new GatedStream();
        var queue = new ConsoleQueue(new CaptureStream(), console, capacity: 1000);
        var told = new List<OutputBatch>();
        var (loud, quiet) = (new ConsoleSink(queue, true, told.Add), new ConsoleSink(queue, false, told.Add));
        for (var i = 0; i < 50; i++) await loud.WriteAsync(Line);
        Assert.Empty(told);
        await loud.CompleteAsync();
        await quiet.CompleteAsync();
        Assert.Equal([new OutputBatch(true, "", 4000) { DroppedLines = 40, DroppedBy = OutputTarget.Console }], told);
    }

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Refusals))]
    public async Task A_console_that_refuses_is_told_once_and_written_again(Exception refusal)
    {
        var (stdout, stderr) = (new RefusingStream { Refusal = refusal }, new CaptureStream());
        var queue = new ConsoleQueue(stdout, stderr);
        queue.Enqueue(false, "one\n"u8);
        queue.Enqueue(false, "two\n"u8);
        await Eventually.HoldsAsync(() => stdout.Tries == 2, "both are tried");
        stdout.Refusal = null;
        queue.Enqueue(false, "three\n"u8);
        await Eventually.HoldsAsync(() => stderr.Lines.Count == 2, "it is told twice");
        Assert.Equal($"spinner: stdout cannot be written: {refusal.Message.TrimEnd('.').ReplaceLineEndings(" ")}. What comes is lost until it can be again.", stderr.Lines[0]);
        Assert.Equal("spinner: 2 lines (8 bytes) of output were lost, stdout could not be written", stderr.Lines[1]);
        Assert.Equal("three\n", stdout.Text);
    }

    public static TheoryData<Exception> Refusals => new(
        new IOException("EIO"), new UnauthorizedAccessException("EBADF"), new ObjectDisposedException("console"), new InvalidOperationException("bug"));

    [Fact(Timeout = 20_000)]
    public async Task Where_both_refuse_the_queue_lives_on()
    {
        var (stdout, stderr) = (new RefusingStream { Refusal = new IOException() }, new RefusingStream { Refusal = new UnauthorizedAccessException() });
        var queue = new ConsoleQueue(stdout, stderr);
        queue.Enqueue(false, "one\n"u8);
        queue.Enqueue(true, "two\n"u8);
        await Eventually.HoldsAsync(() => stdout.Tries == 1 && stderr.Tries >= 2, "both are tried");
        (stdout.Refusal, stderr.Refusal) = (null, null);
        queue.Enqueue(false, "three\n"u8);
        await Eventually.HoldsAsync(() => stdout.Text == "three\n", "it is taken again");
    }

    [Fact]
    public void What_was_closed_at_the_start_is_not_written_to_under_its_number()
    {
        using var later = File.OpenHandle("/dev/null");
        Assert.False(ConsoleStreams.IsInherited((int)later.DangerousGetHandle()));
        Assert.False(ConsoleStreams.IsInherited(1_000_000));
        Assert.True(ConsoleStreams.IsInherited(2));
    }

    private sealed class RefusingStream : MemoryStream
    {
        private volatile Exception? _refusal;
        private volatile int _tries;

        public Exception? Refusal { get => _refusal; set => _refusal = value; }

        public int Tries => _tries;

        public string Text => Encoding.ASCII.GetString(ToArray());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Interlocked.Increment(ref _tries);
            if (Refusal is { } refusal) throw refusal;
            base.Write(buffer);
        }
    }
}
