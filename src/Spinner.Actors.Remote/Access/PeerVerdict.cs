namespace Spinner.Actors.Remote.Access;

/// <summary>Who a peer is and what it may do.</summary>
/// <param name="Who">For the audit.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Why">Why it is not trusted; null when it is.</param>
sealed record PeerVerdict(string Who, RemoteRole Role, string? Why = null)
{
    public bool IsTrusted => Why is null;

    public static PeerVerdict Untrusted(string who, string why) => new(who, RemoteRole.None, why);
}
