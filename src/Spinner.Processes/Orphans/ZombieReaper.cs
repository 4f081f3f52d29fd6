using System.Collections.Concurrent;

namespace Spinner.Processes;

/// <summary>
/// Reaps the orphans of other processes, which the system gives to process 1 when their parents end. Only what has been a zombie for two looks:
/// whoever started a child reaps it long before. Not safe for concurrent use.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="isOurs">Whether a pid is a launch whose end is awaited by an engine.</param>
internal sealed class ZombieReaper(ISyscalls system, Func<int, bool> isOurs)
{
    private const int FirstPid = 1;
    private const int WaitExited = 4;
    private const int NoHang = 1;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static int _started;

    private HashSet<(int Pid, ulong StartTime)> _seen = [];

    /// <summary>The leaders of this process' launches, whose ends are awaited by an engine.</summary>
    internal static ConcurrentDictionary<int, byte> Leaders { get; } = new();

    /// <summary>As process 1, in a container, we inherit the orphans of all others.</summary>
    internal static void StartIfFirst()
    {
        if (Environment.ProcessId != FirstPid || !ProcStat.IsAvailable || Interlocked.Exchange(ref _started, 1) == 1) return;
        _ = Quietly.Start(() => new ZombieReaper(new LibcSyscalls(), Leaders.ContainsKey).RunAsync(TimeProvider.System));
    }

    /// <summary>Looks every second, for as long as the process lives. While there is no zombie a look is one system call.</summary>
    internal async Task RunAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                Reap();
            }
            catch (IOException)
            {
                // Without descriptors nothing can be looked at; the next look may.
            }
        }
    }

    internal void Reap()
    {
        var zombies = system.FindZombie() > 0 ? Zombies() : [];
        foreach (var (pid, _) in zombies.Where(zombie => _seen.Contains(zombie) && !isOurs(zombie.Pid))) _ = system.WaitPid(pid, WaitExited | NoHang);
        _seen = zombies;
    }

    private static HashSet<(int Pid, ulong StartTime)> Zombies() =>
    [
        .. ProcStat.Pids().Select(ProcStat.TryRead).OfType<ProcStat>()
            .Where(stat => stat.Parent == Environment.ProcessId && !stat.IsAlive).Select(stat => (stat.Pid, stat.StartTime)),
    ];
}
