using System.Diagnostics;
using System.Runtime.InteropServices;
using Spinner.Processes;

namespace Spinner.Benchmarks;

/// <summary>One engine of this library, called as the actors call it but without them.</summary>
internal sealed partial class EngineContender(string name, IProcessLauncher launcher, NativePrograms programs, Workshop workshop) : IContender
{
    public string Name => name;

    public async Task<double> ColdAsync(bool isUnix)
    {
        var plan = Plan(isUnix ? workshop.Unix() : workshop.Tcp());
        var from = Stopwatch.GetTimestamp();
        var child = MeasuredLaunch.Launch(launcher, plan);
        var took = Stopwatch.GetElapsedTime(from, await child.WhenReady).TotalMilliseconds;
        child.Process.Kill();
        await child.WhenExited;
        return took;
    }

    public async Task<double> CrashAsync()
    {
        var plan = Plan(workshop.Unix());
        var first = MeasuredLaunch.Launch(launcher, Plan(workshop.Unix()));
        await first.WhenReady;
        var from = Stopwatch.GetTimestamp();
        _ = Kill(first.Process.Pid, 9);
        await first.WhenExited;
        var second = MeasuredLaunch.Launch(launcher, plan);
        var took = Stopwatch.GetElapsedTime(from, await second.WhenReady).TotalMilliseconds;
        second.Process.Kill();
        await second.WhenExited;
        return took;
    }

    public async Task<(double Start, double Stop)> FleetAsync(int count)
    {
        var plans = Enumerable.Range(0, count).Select(_ => Plan(workshop.Unix())).ToList();
        var from = Stopwatch.GetTimestamp();
        var children = plans.Select(plan => MeasuredLaunch.Launch(launcher, plan)).ToList();
        foreach (var child in children) await child.WhenReady;
        var started = Stopwatch.GetTimestamp();
        foreach (var child in children) child.Process.Terminate(StopSignal.Term);
        foreach (var child in children) await child.WhenExited;
        return (Stopwatch.GetElapsedTime(from, started).TotalMilliseconds, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>CPU in milliseconds per second and memory in KiB per child that <paramref name="count"/> idle children cost this process.</summary>
    public async Task<(double CpuPerSecond, double KiBPerChild)> IdleAsync(int count, TimeSpan during)
    {
        var before = Usage.ResidentKiB();
        var children = Enumerable.Range(0, count).Select(_ => MeasuredLaunch.Launch(launcher, Plan(workshop.Unix()))).ToList();
        foreach (var child in children) await child.WhenReady;
        using var timer = new PeriodicTimer(during);
        var grown = Usage.ResidentKiB() - before;
        var cpu = Environment.CpuUsage.TotalTime;
        await timer.WaitForNextTickAsync();
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / during.TotalSeconds;
        foreach (var child in children) child.Process.Kill();
        foreach (var child in children) await child.WhenExited;
        return (used, (double)grown / count);
    }

    /// <summary>CPU in seconds and memory in MiB that reading <paramref name="bytes"/> of one child's output costs this process, and how long it takes.</summary>
    public async Task<(double Cpu, double MiB, double Wall)> FloodAsync(long bytes)
    {
        var (before, cpu, from) = (Usage.ResidentKiB(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var plan = MeasuredLaunch.Plan(programs.Child, ["flood", $"{bytes}"], new TcpEndpoint("127.0.0.1", 1));
        await MeasuredLaunch.Launch(launcher, plan).WhenExited;
        if (plan.Ring!.Written != bytes) throw new InvalidDataException($"{plan.Ring.Written} of {bytes} bytes arrived.");
        return ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, (Usage.ResidentKiB() - before) / 1024.0, Stopwatch.GetElapsedTime(from).TotalSeconds);
    }

    private LaunchPlan Plan(Endpoint endpoint) => MeasuredLaunch.Plan(programs.Child, [], endpoint);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
