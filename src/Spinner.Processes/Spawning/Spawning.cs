namespace Spinner.Processes;

/// <summary>Does what a launch needs of the system where a hung disk holds up nobody for ever. Stateless.</summary>
internal static class Spawning
{
    // A disk that takes longer has hung, or will: the attempt is over, not the launch.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int BusyTries = 6;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(8);

    /// <summary>Spawns: on the caller's thread where nothing can hang, for another one costs time; else on a thread that may.</summary>
    /// <param name="plan">What.</param>
    /// <param name="observer">Is not told what becomes of a launch that is late.</param>
    /// <param name="spawn">Throws a <see cref="SpawnException"/>, or gives a launch.</param>
    /// <exception cref="SpawnException">It was refused, or took too long; what it still becomes is killed.</exception>
    internal static ILaunch Run(LaunchPlan plan, ILaunchObserver observer, Func<ILaunchObserver, ILaunch> spawn)
    {
        // A host name is asked for over the network. Whoever runs this on a thread that may hang waits no longer than it likes.
        var mayHang = Mounts.MayHang || (plan.Endpoint is TcpEndpoint { Host: var host } && !System.Net.IPAddress.TryParse(host, out _));
        return mayHang && !BlockingThreads.IsCurrent ? Run(plan, observer, spawn, Patience) : Here(plan, () => Quietly.Start(() => spawn(observer)));
    }

    /// <summary>Spawns on a thread that may hang, and waits so long for it.</summary>
    internal static ILaunch Run(LaunchPlan plan, ILaunchObserver observer, Func<ILaunchObserver, ILaunch> spawn, TimeSpan patience)
    {
        var awaiting = new AwaitingObserver(observer);
        var attempt = awaiting.Attempt = new SpawnAttempt(() => spawn(awaiting));
        BlockingThreads.Spawns.Post(attempt.Run);
        if (!attempt.Await(patience) && attempt.TryGiveUp())
        {
            throw new SpawnException(
                SpawnFailure.Unavailable,
                $"'{plan.Name}' was not spawned within {patience.TotalSeconds:0.###} s: its directory, its command or a file for its output is on a disk that"
                + " does not answer.");
        }

        return Here(plan, attempt.Result);
    }

    // Nobody is told of a launch that was given up.
    private sealed class AwaitingObserver(ILaunchObserver observer) : ILaunchObserver
    {
        public bool MayBlock => observer.MayBlock;

        internal SpawnAttempt? Attempt { get; set; }

        public void Ready(LaunchReady ready)
        {
            if (Attempt is { IsGivenUp: false }) observer.Ready(ready);
        }

        public void Said(LaunchWords words)
        {
            if (Attempt is { IsGivenUp: false }) observer.Said(words);
        }

        public void Exited(LaunchExit exit)
        {
            if (Attempt is { IsGivenUp: false }) observer.Exited(exit);
        }
    }

    private static ILaunch Here(LaunchPlan plan, Func<ILaunch> spawn)
    {
        try
        {
            return spawn();
        }
        catch (Exception bug) when (bug is not SpawnException)
        {
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot be spawned: {bug.Message}", bug);
        }
    }

    /// <summary>
    /// Tries again while somebody writes the program: every fork of this process, for example, holds whatever was just being written for the moment
    /// until its exec.
    /// </summary>
    internal static int RetryBusy(Func<int> spawn, TimeProvider time)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = spawn();
            if (result != -Errno.TextBusy || attempt == BusyTries) return result;
            Pause(time);
        }
    }

    /// <summary>As <see cref="RetryBusy"/>, where only a look tells.</summary>
    internal static void AwaitWritten(string command, TimeProvider time)
    {
        for (var attempt = 1; attempt < BusyTries && BusyFile.IsOpenForWriting(command); attempt++) Pause(time);
    }

    private static void Pause(TimeProvider time)
    {
        using var over = new ManualResetEventSlim();
        using var timer = time.CreateTimer(static o => ((ManualResetEventSlim)o!).Set(), over, BusyPause, Timeout.InfiniteTimeSpan);
        over.Wait();
    }
}
