using System.Collections.Concurrent;
using System.Diagnostics;

namespace Spinner.Benchmarks.Peers;

/// <summary>runit: one runsv per child, commanded through its control pipe (its own <c>sv</c> answers after 400 ms).</summary>
internal sealed class RunitPeer(string runsv, ServiceDirectories services) : IPeer
{
    private readonly ConcurrentDictionary<string, Process> _supervisors = new();

    public static Task<IPeer> StartAsync(string runsv, Workshop workshop) =>
        Task.FromResult<IPeer>(new RunitPeer(runsv, new ServiceDirectories(Path.Combine(workshop.Directory, "runit"))));

    public async Task AddAsync(params PeerChild[] children)
    {
        foreach (var child in children)
        {
            await services.WriteAsync(child);
            _supervisors[child.Name] = Process.Start(Programs.Quiet(runsv, services.Of(child)))!;
        }

        foreach (var child in children) await services.SupervisedAsync(child, "ok");
    }

    public async Task<string> StartAsync(PeerChild child)
    {
        await CommandAsync(child, "u");
        return child.Endpoint;
    }

    public Task StopAsync(PeerChild child) => CommandAsync(child, "d");

    public async Task RemoveAsync(PeerChild child)
    {
        await CommandAsync(child, "x");
        if (!_supervisors.TryRemove(child.Name, out var supervisor)) return;
        await supervisor.WhenEndedAsync();
        supervisor.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _supervisors.Keys) await RemoveAsync(new PeerChild(name, "", []));
    }

    private Task CommandAsync(PeerChild child, string command) => File.WriteAllTextAsync(Path.Combine(services.Of(child), "supervise", "control"), command);
}
