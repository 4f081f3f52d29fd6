namespace Spinner.Processes;

/// <summary>Connects to either loopback address, where the kernel may not be asked over netlink. The child sees connections that say nothing.</summary>
internal sealed class ConnectQuestion(ISyscalls system, TcpEndpoint endpoint) : ListenerQuestion
{
    // Each question is two connections here.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);

    private readonly PendingConnect[] _connects =
        [.. Candidates.Of(endpoint).Cast<TcpEndpoint>().Select(candidate => new PendingConnect(system, candidate))];

    internal override Sighting? Ask()
    {
        foreach (var connect in _connects)
        {
            if (!connect.Succeeds()) continue;
            Close();
            return new Sighting(connect.Candidate, IsOurs: false);
        }

        return null;
    }

    internal override TimeSpan PauseAfter(TimeSpan age) => TickSchedule.After(age) is var pause && pause > ShortestPause ? pause : ShortestPause;

    internal override void Close() => Array.ForEach(_connects, connect => connect.Close());
}
