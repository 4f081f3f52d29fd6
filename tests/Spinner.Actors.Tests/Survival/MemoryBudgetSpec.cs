using Spinner.Actors.Signals;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Real processes that hold 50 MiB each, and 200 MiB for all.</summary>
public class MemoryBudgetSpec : SurvivalSpecs
{
    private const long MiB = 1024 * 1024;
    private const long Budget = 200 * MiB;

    protected override IProcessLauncher Engine => new LinuxLauncher();

    protected override SpinnerOptions Options => base.Options with
    {
        MemoryBudget = MemoryBudget.Size(Budget), StateDirectory = PathOf("state"), Children = [.. Enumerable.Range(0, 6).Select(i => Child("fill", "50", "bind") with { Name = $"c{i}" })],
    };

    [Fact(Timeout = Limit)]
    public async Task What_they_take_is_learned_and_they_never_take_more_together()
    {
        await Spinner.StartAsync("c0");
        StartPlan? plan = null;
        await Eventually.HoldsAsync(
            () => (plan = ((LocalSpinner)Spinner).PlanAsync("c1").GetAwaiter().GetResult())?.Source == "guessed", "the first was measured", Seconds(30));
        Assert.InRange(plan!.Wants!.Value, 50 * MiB, 100 * MiB);

        var starts = Enumerable.Range(1, 5).Select(i => StartAndLookAsync($"c{i}")).ToList();

        await Task.WhenAll(starts);
        Assert.InRange(await HeldAsync(), 50 * MiB, Budget);
        Assert.Contains(Told.All, e => e is ChildStopped { Cause: TransitionCause.Room, For: not null, Detail: not null });
    }

    private async Task StartAndLookAsync(string name)
    {
        await Spinner.StartAsync(name);
        Assert.InRange(Launches.Living.Count, 0, (int)(Budget / (50 * MiB)));
    }

    private async Task<long> HeldAsync() =>
        (await Spinner.ListAsync()).Values.Where(c => c.Pid is not null).Sum(c => TreeMemory.Of(c.Pid!.Value) ?? 0);
}
