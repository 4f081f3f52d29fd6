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
}
