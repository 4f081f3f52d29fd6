using Spinner.Actors;

namespace Spinner.Benchmarks.Costs;

/// <summary>What this library costs the process that uses it, and what the same costs others.</summary>
internal sealed record OwnCosts(IdleCost Idle, FloodCost Flood, double LogMicrosPerLine, IReadOnlyList<double> WarmPerSecond, RivalCosts Rivals)
{
    private static readonly int IdleChildren = Effort.Of(500);
    private static readonly int LoggingChildren = Effort.Of(1000);
    private static readonly int FloodBytes = Effort.Of(200_000_000);
    private static readonly int WarmRounds = Effort.Of(5);
    private static readonly TimeSpan IdleTime = Effort.Of(TimeSpan.FromSeconds(20));
    private static readonly TimeSpan LoggingTime = Effort.Of(TimeSpan.FromSeconds(10));
    private static readonly TimeSpan WarmTime = Effort.Of(TimeSpan.FromSeconds(1));

    public static async Task<OwnCosts> MeasureAsync(SpinnerContender contender, NativePrograms programs, Workshop workshop, Floor floor)
    {
        var idle = await IdleCost.MeasureAsync(contender, programs, IdleChildren, IdleTime);
        await FloodCost.MeasureAsync(contender, programs, floor, FloodBytes / 10, OutputTarget.None);
        var flood = await FloodCost.MeasureAsync(contender, programs, floor, FloodBytes, OutputTarget.None);
        var log = await LogCost.MeasureAsync(contender, programs, LoggingChildren, LoggingTime);
        var readLine = await ReadLineCost.MeasureAsync(programs, workshop, LoggingChildren, LoggingTime);
        var cat = await floor.MillisecondsAsync($"cat {workshop.Unix()} {FloodBytes}") / 1000;
        var supervisord = await SupervisordIdle.MeasureAsync(programs, workshop, floor, IdleChildren, IdleTime);
        var warm = await WarmRate.MeasureAsync(contender.Spinner, contender.Child(programs.Child), WarmRounds, WarmTime);
        return new OwnCosts(idle, flood, log, warm, new RivalCosts(supervisord, cat, readLine));
    }
}
