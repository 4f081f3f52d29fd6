namespace Spinner.Actors.Remote;

/// <summary>
/// A lease of this node on a child of another node has ended: the connection was lost, and when it was restored the child did not run any more or could
/// not be held. Published to this node's event stream, and told to the actors that held it.
/// </summary>
/// <param name="Spinner">The remote spinner, by its name on this node.</param>
/// <param name="Child">The child.</param>
/// <param name="Why">Why, for people.</param>
public sealed record RemoteLeaseLost(string Spinner, string Child, string Why);
