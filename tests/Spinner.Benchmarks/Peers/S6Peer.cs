using System.Diagnostics;

namespace Spinner.Benchmarks.Peers;

/// <summary>s6: one s6-svscan, one s6-supervise per child, commanded by s6-svc.</summary>
internal sealed class S6Peer : IPeer
{
    private readonly ServiceDirectories _services;
    private readonly Process _process;

    private S6Peer(ServiceDirectories services, Process process) => (_services, _process) = (services, process);

    public static async Task<IPeer> StartAsync(string svscan, Workshop workshop)
    {
        var services = new ServiceDirectories(Path.Combine(workshop.Directory, "s6"));
        var peer = new S6Peer(services, Process.Start(Programs.Quiet(svscan, "-c", "1000", services.Root))!);
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(Path.Combine(services.Root, ".s6-svscan", "control"))) await retry.WaitForNextTickAsync();
        return peer;
    }

    public async Task AddAsync(params PeerChild[] children)
    {
        foreach (var child in children) await _services.WriteAsync(child);
        await Programs.RunAsync("s6-svscanctl", "-a", _services.Root);
        foreach (var child in children) await _services.SupervisedAsync(child, "status");
    }

    public async Task<string> StartAsync(PeerChild child)
    {
        await Programs.RunAsync("s6-svc", "-u", _services.Of(child));
        return child.Endpoint;
    }

    public Task StopAsync(PeerChild child) => Programs.RunAsync("s6-svc", "-wD", "-d", _services.Of(child));

    public async Task RemoveAsync(PeerChild child)
    {
        await StopAsync(child);
        Directory.Move(_services.Of(child), Path.Combine(_services.Root, "." + child.Name));
        await Programs.RunAsync("s6-svscanctl", "-an", _services.Root);
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync("s6-svscanctl", "-t", _services.Root);
        await _process.WhenEndedAsync();
        _process.Dispose();
    }
}
