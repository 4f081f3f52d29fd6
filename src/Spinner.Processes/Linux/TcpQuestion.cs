namespace Spinner.Processes;

/// <summary>Asks the kernel for a TCP listener on either loopback address, without a connection the child would notice.</summary>
internal sealed class TcpQuestion(ISyscalls system, SockDiag diag, TcpEndpoint endpoint, int leader) : ListenerQuestion
{
    private readonly TcpEndpoint[] _candidates = [.. Candidates.Of(endpoint).Cast<TcpEndpoint>()];

    internal int Port => endpoint.Port;

    internal override Sighting? Ask()
    {
        if (!_candidates.Any(diag.Listens)) return null;
        // A listener on every address may have come between two questions: only now is the first address that answers the true one.
        return Array.Find(_candidates, diag.Listens) is { } candidate ? new Sighting(candidate, IsHeldByLeader(candidate)) : null;
    }

    // Two may share a port by SO_REUSEPORT, and a connection reaches either: every listener that could answer must be the leader's.
    private bool IsHeldByLeader(TcpEndpoint candidate)
    {
        try
        {
            return diag.InodesOf(candidate) is { Count: > 0 } inodes && LeaderSockets.RemoveHeld(system, leader, inodes) && inodes.Count == 0;
        }
        catch (IOException)
        {
            // Its files cannot be read just now: the longer look decides.
            return false;
        }
    }
}
