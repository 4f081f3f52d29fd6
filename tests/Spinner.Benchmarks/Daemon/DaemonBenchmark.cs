using System.Globalization;
using Spinner.Actors;
using Spinner.Benchmarks.Costs;
using Spinner.Benchmarks.Peers;

namespace Spinner.Benchmarks.Daemon;

/// <summary>The program as people install it, published as one native file: what its daemon holds, how soon it answers, what a command takes.</summary>
internal sealed class DaemonBenchmark(NativePrograms programs, Workshop workshop)
{
    private const int Few = 20;
    private const string Declared = "spinner.children.web.command = sleep";
    private static readonly int Idle = Effort.Of(500);
    private static readonly int Ups = Effort.Of(11);
    private static readonly TimeSpan IdleTime = Effort.Of(TimeSpan.FromSeconds(20));
    private static readonly TimeSpan AfterBurst = Effort.Of(TimeSpan.FromSeconds(30));

    /// <param name="modules">The directory whose node_modules has pm2; null for none.</param>
    public async Task<DaemonReport> RunAsync(string? modules)
    {
        var spinner = await PublishedPrograms.SpinnerAsync(workshop.Directory);
        var empty = await PublishedPrograms.EmptyAsync(workshop.Directory);
        var ups = await UpsAsync(spinner);
        var door = await WithDoorAsync(spinner);
        var (daemon, _) = await StartAsync(spinner, Declared);
        await using (daemon)
        {
            await ProcessUsage.SettleAsync();
            var resident = daemon.Memory.ResidentMiB;
            string[] at = ["--socket", daemon.Socket];
            var calls = await CallCost.MeasureAsync(
                ("an empty program", empty, []), ("spinner list", spinner, ["list", .. at]), ("spinner get", spinner, ["get", "web", .. at]),
                ("spinner stop", spinner, ["stop", "web", .. at]));
            await FleetAsync(daemon, Few);
            var before = daemon.Memory.ResidentMiB;
            var fleet = Names(Idle);
            await daemon.StartAsync(fleet, programs.Child);
            await ProcessUsage.SettleAsync();
            var idle = await IdleAsync(daemon);
            var growth = (daemon.Memory.ResidentMiB - before) * 1024 / Idle;
            await daemon.RemoveAsync(fleet);
            await ProcessUsage.AfterAsync(AfterBurst);
            return new DaemonReport(
                resident, door, growth, daemon.Memory.ResidentMiB - before, ups, idle, Ratios.Of(idle, await LibraryIdleAsync()), await SupervisordAsync(),
                await Pm2Async(modules), calls);
        }
    }

    private Task<(RunningDaemon Daemon, double Milliseconds)> StartAsync(string spinner, string settings) =>
        RunningDaemon.StartAsync(spinner, Directory.CreateDirectory(Path.Combine(workshop.Directory, workshop.Name())).FullName, settings);

    private string[] Names(int count) => [.. Enumerable.Range(0, count).Select(_ => workshop.Name())];

    // The first is for this process, which has asked nobody yet.
    private async Task<Samples> UpsAsync(string spinner)
    {
        var took = new List<double>();
        for (var round = -1; round < Ups; round++)
        {
            var (daemon, milliseconds) = await StartAsync(spinner, Declared);
            await daemon.DisposeAsync();
            if (round >= 0) took.Add(milliseconds);
        }

        return new Samples("up", Report.Us, took);
    }

    private async Task<double> WithDoorAsync(string spinner)
    {
        var port = workshop.Tcp().PortValue;
        var (daemon, _) = await StartAsync(spinner, $"{Declared}\nfront-door.listen = [\"http://127.0.0.1:{port}\"]");
        await using (daemon)
        {
            await ProcessUsage.SettleAsync();
            return daemon.Memory.ResidentMiB;
        }
    }

    private async Task FleetAsync(RunningDaemon daemon, int count)
    {
        var names = Names(count);
        await daemon.StartAsync(names, programs.Child);
        await daemon.RemoveAsync(names);
        await ProcessUsage.SettleAsync();
    }

    private static async Task<double> IdleAsync(RunningDaemon daemon)
    {
        var before = daemon.Cpu;
        await ProcessUsage.AfterAsync(IdleTime);
        return (daemon.Cpu - before).TotalMilliseconds / IdleTime.TotalSeconds;
    }

    private async Task<double> LibraryIdleAsync()
    {
        await using var library = new SpinnerContender(Report.Us, EngineChoice.Auto, programs, workshop);
        return (await IdleCost.MeasureAsync(library, programs, Idle, IdleTime)).MsPerSecond;
    }

    private async Task<double?> SupervisordAsync()
    {
        if (Programs.Find("supervisord") is not { } supervisord) return null;
        await using var peer = await SupervisordPeer.StartAsync(supervisord, workshop);
        await ProcessUsage.SettleAsync();
        return new ProcessMemory(peer.Pid).ResidentMiB;
    }

    private async Task<double?> Pm2Async(string? modules)
    {
        if (programs.Node is not { } node || modules is null || !Directory.Exists(Path.Combine(modules, "node_modules", "pm2"))) return null;
        await using var peer = await NodePeer.StartAsync(node, "pm2.js", modules, workshop);
        // Its driver makes the daemon before it takes a question.
        var child = new PeerChild(workshop.Name(), workshop.Unix(), [programs.Child]);
        await peer.StartAsync(child);
        await peer.RemoveAsync(child);
        await ProcessUsage.SettleAsync();
        var pid = await File.ReadAllTextAsync(Path.Combine(workshop.Directory, "pm2", "pm2.pid"));
        return new ProcessMemory(int.Parse(pid, CultureInfo.InvariantCulture)).ResidentMiB;
    }
}
