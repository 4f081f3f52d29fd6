using System.Collections.Concurrent;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

// What a launch says by sd_notify(3) beside READY=1 and STATUS=.
public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task That_it_is_busy_and_wants_time_is_told_before_it_is_ready_too()
    {
        using var directory = new TempDirectory();
        var rest = directory.PathOf("rest"); // it goes on when somebody has written it
        Commands.Run("mkfifo", rest);
        var running = Launch(Notifying(directory, "notify", "BUSY=1", "notify", "EXTEND_TIMEOUT_USEC=1500000", "words-of", rest, "never-bind"));
        await Eventually.HoldsAsync(() => running.Observer.Words.Any(w => w.IsBusy == true), "it is busy");
        await Eventually.HoldsAsync(() => running.Observer.Words.Any(w => w.Extension == TimeSpan.FromMilliseconds(1500)), "it wants time");
        Assert.False(running.Observer.IsReady);
        Commands.Run("sh", "-c", $"printf 'notify READY=1 notify BUSY=0' > {rest}");
        await Eventually.HoldsAsync(() => running.Observer.Words.Any(w => w.IsBusy == false), "the last word is heard");
        await Eventually.HoldsAsync(() => running.Observer.IsReady, "it is ready");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("READY=1\nSTOPPING=1", "STOPPING=1")]
    [InlineData("STOPPING=1", "READY=1")]
    [InlineData("READY=1", "STOPPING=1\nSTOPPING=1")]
    public async Task That_it_stops_is_told_once_and_after_it_is_ready(string first, string second)
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(directory, "notify", first, "notify", second, "notify", "STATUS=gone", "never-bind"));
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "gone" && running.Observer.Words.Count > 0, "the last word is heard");
        Assert.Equal([new LaunchWords { IsStopping = true }], running.Observer.Words);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_never_is_ready_does_not_stop_by_itself()
    {
        using var directory = new TempDirectory();
        var running = Launch(Notifying(directory, "notify", "STOPPING=1\nWATCHDOG=trigger", "exit", "0"));
        await running.EndAsync();
        Assert.Empty(running.Observer.Words);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task One_that_does_not_feed_its_watchdog_hangs_and_that_is_told_again_and_again()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(directory, "notify", "READY=1", "never-bind") with { Watchdog = TimeSpan.FromMilliseconds(200) });
        await Eventually.HoldsAsync(() => running.Observer.Words.Count > 1, "the watchdog is missed twice");
        Assert.All(running.Observer.Words, words => Assert.Equal(new LaunchWords { Hung = "it did not say WATCHDOG=1 for 0.2 s" }, words));
        Assert.True(ProcFacts.IsAlive(running.Launch.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_watchdog_is_told_in_the_environment_and_may_be_triggered()
    {
        using var directory = new TempDirectory();
        var plan = Notifying(directory, "print-env", "WATCHDOG_USEC", "notify", "READY=1\nWATCHDOG=1", "notify", "WATCHDOG=trigger\nWATCHDOG=trigger", "never-bind");
        using var stdout = new MemoryStream();
        var running = await LaunchReadyAsync(plan with { Watchdog = TimeSpan.FromHours(1), Stdout = OutputTarget.Stream(stdout) });
        await Eventually.HoldsAsync(() => running.Observer.Words.Count > 0, "the watchdog is triggered");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Equal([new LaunchWords { Hung = "it said WATCHDOG=trigger" }], running.Observer.Words);
        Assert.Equal("3600000000\n", System.Text.Encoding.UTF8.GetString(stdout.ToArray()));
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("READY=1\nWATCHDOG=trigger")]
    [InlineData("WATCHDOG=trigger\nWATCHDOG=trigger", "READY=1")]
    public async Task That_it_hangs_is_told_once_it_is_ready_whenever_it_said_so(string first, string second = "STATUS=on")
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(directory, "notify", first, "notify", second, "notify", "STATUS=last", "never-bind"));
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "last" && running.Observer.Words.Count > 0, "the last word is heard");
        Assert.Equal([new LaunchWords { Hung = "it said WATCHDOG=trigger" }], running.Observer.Words);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_watchdog_does_not_make_READY_believed_where_something_else_makes_it_ready()
    {
        using var directory = new TempDirectory();
        var plan = Notifying(directory, "notify", "READY=1\nSTATUS=said", "never-bind") with { Ready = Readiness.Listen, Watchdog = TimeSpan.FromHours(1) };
        var running = Launch(plan);
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "said", "it is heard");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_value_that_no_word_has_is_noted_once_and_ignored()
    {
        using var directory = new TempDirectory();
        var notes = new ConcurrentQueue<OutputBatch>();
        var plan = Notifying(
            directory, "notify", "EXTEND_TIMEOUT_USEC=-1\nBUSY=2", "notify", "EXTEND_TIMEOUT_USEC=99999999999999999999", "notify", "WATCHDOG=\u001b[31mno",
            "notify", "MAINPID=1\nFDSTORE=1\nnonsense\n=", "notify", "READY=1", "never-bind");
        var running = await LaunchReadyAsync(plan with { Log = notes.Enqueue });
        await Eventually.HoldsAsync(() => !notes.IsEmpty, "it is noted");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Empty(running.Observer.Words);
        Assert.Equal(["spinner: dummy notified 'EXTEND_TIMEOUT_USEC=-1', which is ignored, as is all else of that kind"], notes.Select(n => n.Text));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_flood_of_words_harms_nobody()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(
            directory, "notify", "READY=1", "flood-notify", "20000", "BUSY=1\nEXTEND_TIMEOUT_USEC=1000\nWATCHDOG=1", "notify", "BUSY=0\nSTATUS=done", "never-bind"));
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "done", "all is heard");
        await Eventually.HoldsAsync(() => running.Observer.Words[^1].IsBusy == false, "the last word is told");
    }
}
