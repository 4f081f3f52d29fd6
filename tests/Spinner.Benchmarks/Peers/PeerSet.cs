namespace Spinner.Benchmarks.Peers;

/// <summary>The supervisors that are installed here, running.</summary>
internal sealed class PeerSet(IReadOnlyList<PeerContender> all) : IAsyncDisposable
{
    public IReadOnlyList<PeerContender> All => all;

    /// <param name="programs">The children they start.</param>
    /// <param name="workshop">Where their files go.</param>
    /// <param name="floor">Sees their children answer.</param>
    /// <param name="modules">The directory whose node_modules has spinner and pm2; null for none.</param>
    public static async Task<PeerSet> StartAsync(NativePrograms programs, Workshop workshop, Floor floor, string? modules)
    {
        var peers = new List<PeerContender>();
        foreach (var (name, start) in Known(workshop, programs, modules))
        {
            if (start is null) Console.Error.WriteLine($"{name} is not installed here: left out");
            else peers.Add(new PeerContender(name, await start(), programs, workshop, floor));
        }

        return new PeerSet(peers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in all) await peer.DisposeAsync();
    }

    private static IEnumerable<(string Name, Func<Task<IPeer>>? Start)> Known(Workshop workshop, NativePrograms programs, string? modules)
    {
        yield return ("node-spinner", NodeDriver("spinner", "node-spinner.js"));
        yield return ("pm2", NodeDriver("pm2", "pm2.js"));
        yield return ("supervisord", Programs.Find("supervisord") is { } supervisord ? async () => await SupervisordPeer.StartAsync(supervisord, workshop) : null);
        yield return ("s6", Programs.Find("s6-svscan") is { } s6 ? () => S6Peer.StartAsync(s6, workshop) : null);
        yield return ("runit", Programs.Find("runsv") is { } runsv ? () => RunitPeer.StartAsync(runsv, workshop) : null);

        Func<Task<IPeer>>? NodeDriver(string module, string driver) =>
            programs.Node is { } node && modules is not null && Directory.Exists(Path.Combine(modules, "node_modules", module))
                ? () => NodePeer.StartAsync(node, driver, modules, workshop)
                : null;
    }
}
