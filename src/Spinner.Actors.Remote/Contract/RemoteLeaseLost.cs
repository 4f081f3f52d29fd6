namespace Spinner.Actors.Remote;

/// <summary>
/// A child that somebody on this node held on another is held no longer: the connection was lost, and when it was there again the child did not run
/// any more or could not be held. Published to this node's event stream, and told to the actors that held it.
/// </summary>
/// <param name="Spinner">The remote spinner, by its name on this node.</param>
/// <param name="Child">The child.</param>
/// <param name="Why">Why, for people.</param>
public sealed record RemoteLeaseLost(string Spinner, string Child, string Why);
