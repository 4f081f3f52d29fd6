using System.Diagnostics;

namespace Spinner.Actors.Tests.Survival;

public class ManyChildrenSpec : SurvivalSpecs
{
    private const int SlowStop = 300;

    private static readonly int Children = RealProcesses.Stress ? 100 : 10;

    [Fact(Timeout = 2 * Limit)]
    public async Task Stopping_all_takes_the_time_of_the_slowest_not_the_sum()
    {
        var slow = Child("slow-stop", $"{SlowStop}", "bind");
        await Task.WhenAll(Enumerable.Range(0, Children).Select(i => Spinner.StartAsync(slow with { Name = $"child {i}" })));
        Assert.Equal(Children, (await Spinner.ListAsync()).Count(child => child.Value.State == ChildState.Started));

        var clock = Stopwatch.StartNew();
        Assert.Empty((await Spinner.StopAllAsync()).Failed);
        Assert.InRange(clock.ElapsedMilliseconds, SlowStop, SlowStop * Children / 2);
        NothingLives();
        Assert.All((await Spinner.ListAsync()).Values, child => Assert.Equal(ChildState.Stopped, child.State));
    }

    [Fact(Timeout = Limit)]
    public async Task Stopping_all_of_none_answers() => Assert.Empty((await Spinner.StopAllAsync()).Failed);
}
