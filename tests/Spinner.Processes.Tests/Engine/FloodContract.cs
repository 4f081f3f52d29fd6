using Spinner.Actors;
using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Engine;

/// <summary>What flows through grows nothing, measured on this whole process.</summary>
[Collection(ThisProcess.Alone)]
public abstract class FloodContract(ITestOutputHelper output) : LauncherFixture(output)
{
    private static readonly int Flood = StressRun.IsOn ? 200_000_000 : 20_000_000;

    [Fact(Timeout = TimeLimit)]
    public async Task A_flood_into_nowhere_grows_nothing()
    {
        var ring = new OutputRing(64 * 1024);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", $"{Flood}", "flood-stderr", $"{Flood}");
        await BoundedAsync(() => Launch(plan with { Ring = ring }).EndAsync());
        Assert.Equal(2L * Flood, ring.Written);
        Assert.InRange(ring.ToArray().Length, ring.Capacity - 100, ring.Capacity);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_flood_into_the_log_is_dropped_but_counted()
    {
        // A slow machine makes more batches of the same flood: what they are made of is theirs.
        var (given, bytes, wrong) = (0L, 0L, 0);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", $"{Flood}") with
        {
            Stdout = OutputTarget.Log,
            Log = batch =>
            {
                given++;
                bytes += batch.DroppedBytes + (batch.Text.Length == 0 ? 0 : batch.Text.Length + 1);
                if (batch.Text.Length > 64 * 1024 || batch.IsError) wrong++;
            },
        };
        await BoundedAsync(() => Launch(plan).EndAsync(), () => given * 512 * 1024);
        await Eventually.HoldsAsync(() => Volatile.Read(ref bytes) == Flood, "every byte is given or counted");
        Assert.Equal(0, wrong);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_file_gets_every_byte_of_two_launches_at_once()
    {
        using var directory = new TempDirectory();
        var file = directory.PathOf("out.log");
        await File.WriteAllTextAsync(file, "before\n");
        var plan = Dummy.Plan(Dummy.FreeTcp(), "flood-stdout", $"{Flood}", "flood-stderr", "1000");
        plan = plan with { Stdout = OutputTarget.File(file), Stderr = OutputTarget.File(file) };
        // Twice the flood.
        await BoundedAsync(() => Task.WhenAll(Launch(plan).EndAsync(), Launch(plan).EndAsync()), () => Flood / 2);
        await Eventually.HoldsAsync(() => new FileInfo(file).Length == 2L * (Flood + 1000) + 7, "the file has every byte");
        Assert.Equal("before", File.ReadLines(file).First());
    }

    // What is allocated stays far below what flows through, so nothing is kept and no line becomes a string.
    private async Task BoundedAsync(Func<Task> flood, Func<long>? more = null)
    {
        var (before, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true));
        await flood();
        var (grown, made) = (GC.GetTotalMemory(forceFullCollection: true) - before, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        Output.WriteLine($"{Flood / 1_000_000} MB: {made / 1024} KiB allocated, {grown / 1024} KiB kept");
        Assert.InRange(grown, long.MinValue, 4 * 1024 * 1024);
        Assert.InRange(made, 0, (Flood / 2) + (more?.Invoke() ?? 0));
    }
}

public sealed class LinuxFloodSpec(ITestOutputHelper output) : FloodContract(output)
{
    private protected override IProcessLauncher Launcher { get; } = new LinuxLauncher();
}

public sealed class PortableFloodSpec(ITestOutputHelper output) : FloodContract(output)
{
    private protected override IProcessLauncher Launcher { get; } = new PortableLauncher();
}
