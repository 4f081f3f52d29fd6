using System.Globalization;

namespace Spinner.Actors.Tests.Survival;

/// <summary>A child that writes much more than anybody wants to keep. The console is left to the engine's tests: here it is the test's own.</summary>
public class FloodSpec : SurvivalSpecs
{
    private static readonly int Bytes = RealProcesses.Stress ? 200_000_000 : 20_000_000;

    /// <summary>Less than a flood that is kept anywhere, at either size.</summary>
    private const long Bound = 8 * 1024 * 1024;

    private static ChildOptions Flooding => Child("flood-stdout", Bytes.ToString(CultureInfo.InvariantCulture), "bind");

    [Fact(Timeout = Limit)]
    public async Task To_nowhere_it_costs_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        await Spinner.StartAsync(Flooding);
        // All that was ever allocated, whether collected since or not.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Bound);
    }

    [Fact(Timeout = Limit)]
    public async Task To_a_file_every_byte_arrives_and_it_costs_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        await Spinner.StartAsync(Flooding with { Stdout = OutputTarget.File(PathOf("out.log")) });
        await Eventually.HoldsAsync(() => new FileInfo(PathOf("out.log")).Length == Bytes, "every byte is in the file");
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Bound);
    }

    [Fact(Timeout = Limit)]
    public async Task To_the_log_it_is_dropped_counted_and_not_kept()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Spinner.StartAsync(Flooding with { Stdout = OutputTarget.Log });
        await Eventually.HoldsAsync(() => Told.Logged.Any(line => line.Contains("bytes dropped", StringComparison.Ordinal)), "drops are told");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Bound);
    }

    [Fact(Timeout = Limit)]
    public async Task To_a_stream_that_stalls_the_child_waits_and_nothing_is_lost()
    {
        var stream = new CaptureStream(keeps: false);
        var goOn = stream.Stall();
        var start = Spinner.StartAsync(Flooding with { Stdout = OutputTarget.Stream(stream) });
        var other = await Spinner.StartAsync(Child("bind") with { Name = "other" });
        Assert.Equal("hello, world", await Dummy.GetAsync(other.Endpoint));
        Assert.Equal(ChildState.Starting, await StateAsync());
        Assert.Equal(0, stream.Count);
        goOn();
        await start;
        await Eventually.HoldsAsync(() => stream.Count == Bytes, "every byte is in the stream");
        Assert.False(stream.Overlapped);
    }

    [Fact(Timeout = Limit)]
    public async Task To_a_stream_that_stalls_for_ever_the_child_can_be_stopped()
    {
        var stream = new CaptureStream(keeps: false);
        var goOn = stream.Stall();
        var start = Spinner.StartAsync(Flooding with { Stdout = OutputTarget.Stream(stream) });
        await Launches.NextAsync();
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(start)).Reason);
        NothingLives();
        goOn();
    }

    [Fact(Timeout = Limit)]
    public async Task To_a_reader_that_is_slow_it_costs_no_memory_and_what_is_lost_is_counted()
    {
        await Spinner.StartAsync(Child("print", "begin", "bind"));
        await using var slow = Spinner.ReadOutputAsync(Name, new OutputReading { Follow = true }).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        await Spinner.StopAsync(Name);
        await Spinner.StartAsync(Flooding);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long lines = 0, missed = 0;
        while (lines + missed < Bytes / 100)
        {
            Assert.True(await slow.MoveNextAsync());
            if (slow.Current is OutputMissed gap) missed += gap.Lines!.Value;
            else lines++;
        }

        Assert.Equal(Bytes / 100, lines + missed);
        Assert.InRange(missed, 1, lines + missed);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Bound);
    }

    [Fact(Timeout = Limit)]
    public async Task On_stderr_the_error_keeps_its_last_lines()
    {
        var flooding = Child("flood-stderr", "2000000", "print-error", "the end", "exit", "1");
        var error = await FailsAsync(Spinner.StartAsync(flooding with { Attempts = 1 }));
        Assert.Equal(100, error.ErrorTail.Count);
        Assert.Equal("the end", error.ErrorTail[^1]);
    }
}
