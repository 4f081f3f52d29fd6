using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>As for an ordinary user whose pipes have shrunk to a page: more turns, no other outcome.</summary>
public sealed class SmallPipesSpec : IDisposable
{
    private const int TimeLimit = 90_000;
    private const int Flood = 1_000_000;

    private readonly LinuxEngine _engine = new(new OnePagePipes());
    private readonly LinuxLauncher _launcher;

    public SmallPipesSpec() => _launcher = new LinuxLauncher(() => _engine);

    public void Dispose() => _engine.Dispose();

    [Fact(Timeout = TimeLimit)]
    public async Task Every_byte_of_many_children_arrives_and_others_become_ready_meanwhile()
    {
        var streams = Enumerable.Range(0, 10).Select(_ => new CaptureStream(keeps: false)).ToList();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", $"{Flood}", "flood-stderr", $"{Flood}", "exit", "0");
        var loud = streams.ConvertAll(stream =>
            Fleet.Launch(_launcher, plan with { Stdout = OutputTarget.Stream(stream), Stderr = OutputTarget.Stream(stream) }));
        var other = Fleet.Launch(_launcher, Dummy.Plan(Dummy.FreeTcp(), "bind"));
        await other.Observer.WhenReady;
        foreach (var running in loud) Assert.Equal(ExitStatus.Exited(0), (await running.EndAsync()).Status);
        foreach (var stream in streams) await Eventually.HoldsAsync(() => stream.Count == 2L * Flood, "every byte arrived");
        other.Launch.Kill();
        await other.EndAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_last_words_of_a_child_that_is_killed_are_kept()
    {
        var ring = new OutputRing(64 * 1024);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stderr", "50000", "print-error", "end", "signal-self", "9");
        var running = Fleet.Launch(_launcher, plan with { Ring = ring });
        Assert.Equal("end", (await running.EndAsync()).ErrorTail[^1]);
        Assert.Equal(50_004, ring.Written);
    }

    private sealed class OnePagePipes : LibcSyscalls, ISyscalls
    {
        private const int SetPipeSize = 1031;
        private const int Page = 4096;

        int ISyscalls.Pipe(out int readEnd, out int writeEnd)
        {
            var result = base.Pipe(out readEnd, out writeEnd);
            Assert.Equal(Page, base.Fcntl(readEnd, SetPipeSize, Page));
            return result;
        }

        int ISyscalls.Fcntl(int descriptor, int command, int argument) => command == SetPipeSize ? Page : base.Fcntl(descriptor, command, argument);
    }
}
