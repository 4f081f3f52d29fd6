namespace Spinner.Processes;

/// <summary>Asks the kernel for a TCP listener on either loopback address, without a connection the child would notice.</summary>
internal sealed class TcpQuestion(ISyscalls system, SockDiag diag, TcpEndpoint endpoint, int leader) : ListenerQuestion
{
    private readonly TcpEndpoint[] _candidates = [.. Candidates.Of(endpoint).Cast<TcpEndpoint>()];

    internal int Port => endpoint.Port;

    internal override Sighting? Ask()
    {
        foreach (var candidate in _candidates)
        {
            if (diag.Listens(candidate)) return new Sighting(candidate, IsHeldByLeader(candidate));
        }

        return null;
    }

    // Two may share a port by SO_REUSEPORT, and a connection reaches either: every listener that could answer must be the leader's.
    private bool IsHeldByLeader(TcpEndpoint candidate) =>
        diag.InodesOf(candidate) is { Count: > 0 } inodes && LeaderSockets.RemoveHeld(system, leader, inodes) && inodes.Count == 0;
}
