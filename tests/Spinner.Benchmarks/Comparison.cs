using Spinner.Actors;
using Spinner.Benchmarks.Costs;
using Spinner.Benchmarks.Peers;

namespace Spinner.Benchmarks;

/// <summary>Everything in one run, the contenders taking turns, so that a busy machine is busy for all of them.</summary>
internal sealed class Comparison(NativePrograms programs, Workshop workshop)
{
    private static readonly int Rounds = Effort.Of(41);
    private static readonly int PeerRounds = Effort.Of(9);
    private static readonly int CrashPeerRounds = Effort.Of(5);
    private static readonly int NodeRounds = Effort.Of(15);
    private static readonly int FleetRounds = Effort.Of(3);
    private static readonly int FleetSize = Effort.Of(500);
    private static readonly TimeSpan PeerTimeout = TimeSpan.FromMinutes(3);

    private readonly List<Samples> _samples = [];
    private readonly HashSet<IContender> _failed = [];

    /// <summary>The part without the others.</summary>
    public async Task<Report> CostsAsync()
    {
        using var floor = new Floor(programs);
        await using var spinner = new SpinnerContender(Report.Us, EngineChoice.Auto, programs, workshop);
        return new Report([], await OwnCosts.MeasureAsync(spinner, programs, workshop, floor));
    }

    public async Task<Report> RunAsync(string? peerModules)
    {
        using var floor = new Floor(programs);
        await using var spinner = new SpinnerContender(Report.Us, EngineChoice.Auto, programs, workshop);
        // First, while this process does nothing else.
        var costs = await OwnCosts.MeasureAsync(spinner, programs, workshop, floor);
        await using var portable = new SpinnerContender("portable", EngineChoice.Portable, programs, workshop);
        await using var peers = await PeerSet.StartAsync(programs, workshop, floor, peerModules);
        IContender[] all = [new FloorContender(floor, workshop), spinner, portable, .. peers.All];
        await TurnsAsync(Work.ColdTcp, Rounds, PeerRounds, all, c => c.ColdAsync(ColdStart.Tcp));
        await TurnsAsync(Work.ColdUnix, Rounds, PeerRounds, all, c => c.ColdAsync(ColdStart.Unix));
        await TurnsAsync(Work.ColdNode, NodeRounds, PeerRounds, all, c => c.ColdAsync(ColdStart.Node));
        await TurnsAsync(Work.Crash, Rounds, CrashPeerRounds, all, c => c.CrashAsync());
        await FleetsAsync(all);
        return new Report(_samples, costs);
    }

    private async Task TurnsAsync(string work, int rounds, int peerRounds, IContender[] all, Func<IContender, Task<double?>> measure)
    {
        var values = all.ToDictionary(c => c, _ => new List<double>());
        for (var round = 0; round < rounds + WarmUp(rounds); round++)
        {
            foreach (var contender in all.Where(c => (c.IsQuick || round <= peerRounds) && !_failed.Contains(c)))
            {
                var took = contender.IsQuick ? await measure(contender) : await PeerAsync(contender, work, () => measure(contender));
                if (took is { } milliseconds && round >= (contender.IsQuick ? WarmUp(rounds) : 1)) values[contender].Add(milliseconds);
            }
        }

        _samples.AddRange(values.Where(v => v.Value.Count > 0).Select(v => new Samples(work, v.Key.Name, v.Value)));
    }

    /// <summary>The quick ones several times after one to warm up, the others once.</summary>
    private async Task FleetsAsync(IContender[] all)
    {
        foreach (var contender in all.Except(_failed))
        {
            var (starts, stops) = (new List<double>(), new List<double>());
            for (var round = contender.IsQuick ? 0 : FleetRounds; round <= FleetRounds; round++)
            {
                var took = contender.IsQuick ? await contender.FleetAsync(FleetSize) : await PeerAsync(contender, Work.Start500, async () => ((double, double)?)await contender.FleetAsync(FleetSize));
                if (round == 0 || took is not var (start, stop)) continue;
                starts.Add(start);
                stops.Add(stop);
            }

            if (starts.Count == 0) continue;
            _samples.Add(new Samples(Work.Start500, contender.Name, starts));
            _samples.Add(new Samples(Work.Stop500, contender.Name, stops));
        }
    }

    /// <summary>A peer that fails, or takes too long, takes no further part; the others go on.</summary>
    private async Task<T?> PeerAsync<T>(IContender peer, string work, Func<Task<T?>> measure)
    {
        try
        {
            return await measure().WaitAsync(PeerTimeout);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            Console.Error.WriteLine($"{peer.Name} failed at {work}: {e.Message}");
            _failed.Add(peer);
            return default;
        }
    }

    private static int WarmUp(int rounds) => rounds / 4;
}
