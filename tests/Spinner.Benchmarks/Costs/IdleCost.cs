using System.Runtime;

namespace Spinner.Benchmarks.Costs;

/// <summary>What idle children cost the supervising process: CPU in milliseconds per second, memory in KiB per child.</summary>
internal sealed record IdleCost(double MsPerSecond, double KiBPerChild)
{
    private const int FewMethods = 50;
    private static readonly int MostFleets = Effort.Of(10);

    public static async Task<IdleCost> MeasureAsync(SpinnerContender contender, NativePrograms programs, int count, TimeSpan during)
    {
        await WarmUpAsync(contender, count);
        var children = Enumerable.Range(0, count).Select(_ => contender.Child(programs.Child)).ToList();
        var before = ProcessUsage.ResidentKiB();
        await Task.WhenAll(children.Select(child => contender.Spinner.StartAsync(child)));
        await ProcessUsage.SettleAsync();
        var grown = ProcessUsage.ResidentKiB() - before;
        using var timer = new PeriodicTimer(during);
        var cpu = ProcessUsage.Cpu;
        await timer.WaitForNextTickAsync();
        var used = ProcessUsage.Cpu - cpu;
        foreach (var child in children) await contender.RemoveAsync(child);
        return new IdleCost(used.TotalMilliseconds / during.TotalSeconds, (double)grown / count);
    }

    // The runtime compiles what is called, and again what is called often. What that takes is not the children's.
    private static async Task WarmUpAsync(SpinnerContender contender, int count)
    {
        var before = -FewMethods;
        for (var fleet = 0; fleet < MostFleets && JitInfo.GetCompiledMethodCount() - before >= FewMethods; fleet++)
        {
            before = (int)JitInfo.GetCompiledMethodCount();
            await contender.FleetAsync(count);
            await ProcessUsage.SettleAsync();
        }
    }
}
