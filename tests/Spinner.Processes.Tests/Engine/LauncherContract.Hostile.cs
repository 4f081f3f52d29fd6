using System.Collections;
using System.Collections.Concurrent;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

/// <summary>Whatever a user passes in may throw, block, be null or lie: it costs this launch something, and nobody else anything.</summary>
public abstract partial class LauncherContract
{
    public static TheoryData<string> Nonsense =>
        ["name", "command", "args", "argument", "environment", "variable", "endpoint", "ready", "stdout", "stream", "file", "no path", "port 0", "port", "host", "path",
         "relative path", "long path", "zero path", "zero argument", "throwing args", "throwing environment"];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_plan_that_cannot_be_is_refused(string what)
    {
        var good = Dummy.Plan(Dummy.FreeTcp(), "bind");
        var plan = what switch
        {
            "name" => good with { Name = null! },
            "command" => good with { Command = null! },
            "args" => good with { Args = null! },
            "argument" => good with { Args = [null!] },
            "environment" => good with { Environment = null! },
            "variable" => good with { Environment = new Dictionary<string, string> { ["A"] = null! } },
            "endpoint" => good with { Endpoint = null! },
            "ready" => good with { Ready = null! },
            "stdout" => good with { Stdout = null! },
            "stream" => good with { Stdout = OutputTarget.Stream(null!) },
            "file" => good with { Stderr = OutputTarget.File(null!) },
            "no path" => good with { Stderr = OutputTarget.File("") },
            "port 0" => good with { Endpoint = new TcpEndpoint("127.0.0.1", 0) },
            "port" => good with { Endpoint = new TcpEndpoint("127.0.0.1", 70_000) },
            "host" => good with { Endpoint = new TcpEndpoint(null!, 80) },
            "path" => good with { Endpoint = new UnixEndpoint(null!) },
            "relative path" => good with { Endpoint = new UnixEndpoint("a.sock") },
            "long path" => good with { Endpoint = new UnixEndpoint("/tmp/" + new string('x', 108)) },
            "zero path" => good with { Endpoint = new UnixEndpoint("/tmp/\0") },
            "zero argument" => good with { Args = ["a\0b"] },
            "throwing args" => good with { Args = new ThrowingList() },
            _ => good with { Environment = new ThrowingDictionary() },
        };
        Assert.Equal(SpawnFailure.Refused, Refused(plan).Failure);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_host_by_name_is_its_address()
    {
        var port = Dummy.FreeTcp();
        var running = Launch(Dummy.Plan(new TcpEndpoint("localhost", port.Port), "bind"));
        Assert.Equal(port.Port, ((TcpEndpoint)(await running.Observer.WhenReady).Endpoint).Port);
        Assert.True(running.Launch.IsListening());
    }

    [Fact]
    public void A_host_nobody_knows_is_no_reason_for_more_than_a_refusal() =>
        Assert.Equal(SpawnFailure.Unavailable, Refused(Dummy.Plan(new TcpEndpoint("no-such-host.invalid", 4711), "bind")).Failure);

    [Theory(Timeout = TimeLimit)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, true, null)]
    public async Task An_observer_that_throws_is_told_the_end_all_the_same(bool inReady, bool inExited, bool? mayBlock)
    {
        var notes = new ConcurrentQueue<OutputBatch>();
        var observer = new HostileObserver(() => Throw(inReady), () => Throw(inExited), mayBlock);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "bind") with { Log = notes.Enqueue };
        using var launch = Launcher.Launch(plan, observer);
        await observer.WhenReady;
        launch.Kill();
        await observer.WhenExited;
        await Eventually.HoldsAsync(() => notes.Count == (inReady ? 1 : 0) + (inExited ? 1 : 0), "each exception is logged");
        Assert.All(notes, note => Assert.Contains("an observer of dummy must not throw", note.Text, StringComparison.Ordinal));
        Assert.All(notes, note => Assert.True(note.IsNote));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Observers_logs_and_streams_that_block_hold_up_nobody()
    {
        using var free = new ManualResetEventSlim();
        using var stream = new GatedStream();
        var hostile = new List<HostileObserver>();
        for (var i = 0; i < 30; i++)
        {
            var observer = new HostileObserver(free.Wait, free.Wait);
            var plan = Dummy.Plan(new TcpEndpoint("127.0.0.1", 1), "print", "a", "print-error", "b", "exit", "0") with
            {
                Stdout = i % 2 == 0 ? OutputTarget.Stream(stream) : OutputTarget.Log, Stderr = OutputTarget.Log, Log = _ => free.Wait(),
            };
            _ = Launcher.Launch(plan with { Command = "/bin/echo", Args = ["a"] }, observer);
            hostile.Add(observer);
        }

        var other = await LaunchReadyAsync("bind");
        other.Launch.Kill();
        await other.EndAsync();
        Assert.All(hostile, observer => Assert.False(observer.WhenExited.IsCompleted));
        free.Set();
        stream.Open();
        foreach (var observer in hostile) await observer.WhenExited;
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_log_that_throws_loses_its_lines_and_nothing_else()
    {
        var calls = 0;
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print", "a", "print-error", "b", "exit", "7") with
        {
            Stdout = OutputTarget.Log, Stderr = OutputTarget.Log,
            Log = _ =>
            {
                Interlocked.Increment(ref calls);
                throw new IOException("disk full");
            },
        };
        Assert.Equal(ExitStatus.Exited(7), (await Launch(plan).EndAsync()).Status);
        Assert.Equal(2, calls);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_a_log_nothing_is_logged() =>
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Dummy.Plan(Dummy.FreeTcp(), "print", "a", "exit", "0") with { Stdout = OutputTarget.Log, Log = null! }).EndAsync()).Status);

    [Fact(Timeout = TimeLimit)]
    public async Task A_signal_to_stop_wakes_who_is_stopped()
    {
        var running = await LaunchReadyAsync("bind");
        ProcFacts.Signal(running.Launch.Pid, 19);
        await Eventually.HoldsAsync(() => ProcStat.TryRead(running.Launch.Pid) is { State: 'T' }, "it is stopped");
        running.Launch.Terminate(StopSignal.Term);
        Assert.NotEqual(ExitStatus.Killed(9), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_file_limit_is_the_one_we_were_started_with()
    {
        var expected = Inherited.FileLimit ?? Descriptors.Limit;
        var plan = Dummy.Plan(Dummy.FreeTcp()) with { Command = "/bin/sh", Args = ["-c", "ulimit -Sn"] };
        await PrintsAsync([$"{expected}"], plan);
        Assert.True(Descriptors.Limit >= expected);
    }

    private static void Throw(bool really)
    {
        if (really) throw new InvalidOperationException("hostile");
    }

    private sealed class HostileObserver(Action ready, Action exited, bool? mayBlock = true) : ILaunchObserver
    {
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WhenReady => _ready.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task WhenExited => _exited.Task;

        public bool MayBlock => mayBlock ?? throw new InvalidOperationException("hostile");

        public void Ready(LaunchReady launch)
        {
            _ready.TrySetResult();
            ready();
        }

        public void Exited(LaunchExit exit)
        {
            try
            {
                exited();
            }
            finally
            {
                _exited.TrySetResult();
            }
        }
    }

    private sealed class ThrowingList : IReadOnlyList<string>
    {
        public string this[int index] => throw new InvalidOperationException("hostile");

        public int Count => 1;

        public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException("changed while it was read");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class ThrowingDictionary : Dictionary<string, string>, IReadOnlyDictionary<string, string>
    {
        int IReadOnlyCollection<KeyValuePair<string, string>>.Count => throw new InvalidOperationException("hostile");

        IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() => throw new InvalidOperationException("hostile");
    }
}
