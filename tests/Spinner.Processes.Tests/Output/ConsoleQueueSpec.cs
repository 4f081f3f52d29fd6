using System.Text;
using Spinner.Tests;

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

    [Fact(Timeout = 20_000)]
    public async Task Lines_of_two_children_never_mix()
    {
        var stdout = new CaptureStream();
        var queue = new ConsoleQueue(stdout, new CaptureStream());
        var (one, two) = (new ConsoleSink(queue, false), new ConsoleSink(queue, false));
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
        Assert.Equal("spinner: 4000 bytes of output were dropped, the console did not take them\n", stderr.Text);
        queue.Enqueue(false, "again\n"u8);
        await Eventually.HoldsAsync(() => console.Text.EndsWith("again\n", StringComparison.Ordinal), "it is taken again");
        Assert.Equal(1000 + 6, console.Text.Length);
    }

    /// <summary>Blocks its writer, as a terminal that is scrolled back does.</summary>
    private sealed class GatedStream : MemoryStream
    {
        private readonly ManualResetEventSlim _open = new();

        public string Text
        {
            get
            {
                lock (_open) return Encoding.ASCII.GetString(ToArray());
            }
        }

        public void Open() => _open.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _open.Wait();
            lock (_open) base.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            _open.Set();
            base.Dispose(disposing);
        }
    }
}
