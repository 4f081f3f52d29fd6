using System.Globalization;
using Spinner.Actors;
using Spinner.Benchmarks.FrontDoor.Loads;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>A child whose monitored file changes again and again while it is asked as fast as it answers.</summary>
internal sealed class Reloads(ISpinner spinner, string child, string monitored)
{
    private static readonly int Count = Effort.Of(20);
    private static readonly int Seconds = Effort.Of(30);

    /// <returns>How many requests failed; null: the reloads took longer than the load, so not all were measured.</returns>
    public async Task<long?> FailedAsync(ILoad load, int port)
    {
        var loading = load.RunAsync(port, Seconds);
        for (var i = 0; i < Count && !loading.IsCompleted; i++) await ReloadAsync(i, loading);
        var isCovered = !loading.IsCompleted;
        var result = await loading;
        return isCovered ? result.Failed : null;
    }

    private async Task ReloadAsync(int number, Task loading)
    {
        var before = (await spinner.GetAsync(child))!.Endpoint;
        await File.WriteAllTextAsync(monitored, number.ToString(CultureInfo.InvariantCulture));
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await spinner.GetAsync(child))!.Endpoint is var now && (now is null || now.Equals(before)) && !loading.IsCompleted)
            await every.WaitForNextTickAsync();
    }
}
