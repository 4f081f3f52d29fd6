using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Spinner.Processes.Tests.Output;

public sealed class LogSinkSpec
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<OutputBatch> _batches = [];
    private readonly LogSink _sink;

    public LogSinkSpec() => _sink = new LogSink(isError: true, _batches.Add, _time, static give => give());

    [Fact]
    public void Lines_come_together_after_a_quarter_of_a_second()
    {
        Write("a\nb");
        Write("c\nd");
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Empty(_batches);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new OutputBatch(true, "a\nbc", 0)], _batches);
    }

    [Fact]
    public void Nothing_to_say_is_not_said()
    {
        Write("a\n");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_batches);
    }

    [Fact]
    public async Task The_rest_is_given_at_the_end()
    {
        Write("a\nunfinished");
        await _sink.CompleteAsync();
        Assert.Equal([new OutputBatch(true, "a\nunfinished", 0)], _batches);
    }

    [Fact]
    public void What_exceeds_the_bound_is_counted_in_the_next_batch()
    {
        var line = new string('x', 1023) + "\n";
        for (var i = 0; i < 100; i++) Write(line);
        _time.Advance(LogSink.Interval);
        Write("later\n");
        _time.Advance(LogSink.Interval);
        Assert.Equal(64 * 1024 - 1, _batches[0].Text.Length);
        Assert.Equal(0, _batches[0].DroppedBytes);
        Assert.Equal(new OutputBatch(true, "later", 36 * 1024) { DroppedLines = 36 }, _batches[1]);
    }

    [Fact]
    public void A_gap_lies_between_batches_even_if_what_follows_would_fit()
    {
        for (var i = 0; i < 63; i++) Write(new string('x', 1023) + "\n");
        Write(new string('y', 2047) + "\n");
        Write("small\n");
        _time.Advance(LogSink.Interval);
        Write("later\n");
        _time.Advance(LogSink.Interval);
        Assert.DoesNotContain("small", _batches[0].Text, StringComparison.Ordinal);
        Assert.Equal(new OutputBatch(true, "later", 2048 + 6) { DroppedLines = 2 }, _batches[1]);
    }

    [Fact]
    public void A_gap_at_the_end_is_told_without_lines()
    {
        for (var i = 0; i < 65; i++) Write(new string('x', 1023) + "\n");
        _time.Advance(LogSink.Interval);
        _time.Advance(LogSink.Interval);
        Assert.Equal(new OutputBatch(true, "", 1024) { DroppedLines = 1 }, _batches[1]);
        Assert.Equal(2, _batches.Count);
    }

    [Fact]
    public async Task The_end_waits_for_a_log_that_is_being_called()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var sink = new LogSink(false, batch =>
        {
            entered.Set();
            leave.Wait();
            lock (_batches) _batches.Add(batch);
        }, _time, static give => give());
        await sink.WriteAsync("a\n"u8.ToArray());
        var advancing = Task.Run(() => _time.Advance(LogSink.Interval));
        entered.Wait();
        await sink.WriteAsync("b\n"u8.ToArray());
        var completing = sink.CompleteAsync().AsTask();
        Assert.False(completing.IsCompleted);
        leave.Set();
        await completing;
        await advancing;
        Assert.Equal(["a", "b"], _batches.Select(batch => batch.Text));
    }

    private void Write(string text) => Assert.True(_sink.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().IsCompleted);
}
