using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Spinner.Benchmarks.Peers;

/// <summary>Measures a peer from outside: from the command to a child that answers.</summary>
internal sealed partial class PeerContender(string name, IPeer peer, NativePrograms programs, Workshop workshop, Floor floor) : IContender, IAsyncDisposable
{
    /// <summary>So long a child runs before it is killed: a peer that takes an early death for a failed start waits longer.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2.5);

    public string Name => name;

    public bool IsQuick => false;

    public async Task<double?> ColdAsync(ColdStart kind)
    {
        if (kind == ColdStart.Tcp || (kind == ColdStart.Node && programs.Node is null)) return null;
        var child = Child(kind);
        await peer.AddAsync(child);
        var from = Stopwatch.GetTimestamp();
        var answered = await floor.AnsweredAsync(await peer.StartAsync(child));
        await peer.RemoveAsync(child);
        return Stopwatch.GetElapsedTime(from, answered).TotalMilliseconds;
    }

    public async Task<double?> CrashAsync()
    {
        var child = Child(ColdStart.Unix);
        await peer.AddAsync(child);
        var endpoint = await peer.StartAsync(child);
        await floor.AnsweredAsync(endpoint);
        using var timer = new PeriodicTimer(Settled);
        await timer.WaitForNextTickAsync();
        var pid = await floor.PidAsync(endpoint);
        var from = Stopwatch.GetTimestamp();
        _ = Kill(pid, 9);
        var answered = await floor.AnsweredByOtherAsync(endpoint, pid);
        await peer.RemoveAsync(child);
        return Stopwatch.GetElapsedTime(from, answered).TotalMilliseconds;
    }

    public async Task<(double Start, double Stop)> FleetAsync(int count)
    {
        var children = Enumerable.Range(0, count).Select(_ => Child(ColdStart.Unix)).ToArray();
        var from = Stopwatch.GetTimestamp();
        await peer.AddAsync(children);
        var endpoints = await Task.WhenAll(children.Select(peer.StartAsync));
        var started = 0L;
        foreach (var endpoint in endpoints) started = await floor.AnsweredAsync(endpoint);
        var stopping = Stopwatch.GetTimestamp();
        await Task.WhenAll(children.Select(peer.StopAsync));
        var stopped = 0L;
        foreach (var endpoint in endpoints) stopped = await floor.RefusedAsync(endpoint);
        foreach (var child in children) await peer.RemoveAsync(child);
        return (Stopwatch.GetElapsedTime(from, started).TotalMilliseconds, Stopwatch.GetElapsedTime(stopping, stopped).TotalMilliseconds);
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private PeerChild Child(ColdStart kind) => new(workshop.Name(), workshop.Unix(), programs.CommandLine(kind));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
