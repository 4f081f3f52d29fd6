namespace Spinner.Actors.Remote.Configuration;

/// <summary>
/// Where a node listens that only controls others. Akka.Remote must listen somewhere, so that is a free port of loopback, which nobody else needs to
/// reach: answers come back over the connection this node has made. The block <c>spinner.remote</c> says where a server listens, so it is not asked.
/// </summary>
static class ClientDefaults
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The options with those of them that are null filled in.</summary>
    public static SpinnerRemoteOptions Of(SpinnerRemoteOptions given) => given with
    {
        Hostname = given.Hostname ?? Loopback,
        Port = given.Port ?? 0,
        PublicHostname = given.PublicHostname ?? given.Hostname ?? UniqueName(),
        PublicPort = given.PublicPort ?? 0,
    };

    // A server tells its clients apart by their addresses, and loopback is the same on every machine. The domain "invalid" is reserved: no name in it
    // is ever resolved, so nobody who answers too late connects to a stranger.
    private static string UniqueName() => $"client-{Guid.NewGuid():N}.invalid";
}
