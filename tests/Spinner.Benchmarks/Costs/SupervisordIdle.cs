using System.Globalization;
using Spinner.Benchmarks.Peers;

namespace Spinner.Benchmarks.Costs;

/// <summary>CPU in milliseconds per second that idle children cost supervisord, of as many as <see cref="IdleCost"/> has.</summary>
internal static class SupervisordIdle
{
    /// <returns>Null where supervisord is not installed.</returns>
    public static async Task<double?> MeasureAsync(NativePrograms programs, Workshop workshop, Floor floor, int count, TimeSpan during)
    {
        if (Programs.Find("supervisord") is not { } supervisord) return null;
        await using var peer = await SupervisordPeer.StartAsync(supervisord, workshop);
        var children = Enumerable.Range(0, count).Select(_ => new PeerChild(workshop.Name(), workshop.Unix(), [programs.Child])).ToArray();
        await peer.AddAsync(children);
        foreach (var child in children) await floor.AnsweredAsync(await peer.StartAsync(child));
        await ProcessUsage.SettleAsync();
        using var timer = new PeriodicTimer(during);
        var before = Cpu(peer.Pid);
        await timer.WaitForNextTickAsync();
        var used = Cpu(peer.Pid) - before;
        await Task.WhenAll(children.Select(peer.StopAsync));
        return used.TotalMilliseconds / during.TotalSeconds;
    }

    // It has one thread, whose time on a processor the kernel counts in nanoseconds.
    private static TimeSpan Cpu(int pid) => TimeSpan.FromMicroseconds(
        long.Parse(File.ReadAllText($"/proc/{pid}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);
}
