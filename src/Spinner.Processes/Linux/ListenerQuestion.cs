namespace Spinner.Processes;

/// <summary>Asks the system whether anybody listens where a launch should. Costs microseconds. Used by the reactor's thread only.</summary>
internal abstract class ListenerQuestion
{
    /// <summary>Who was seen; null when nobody listens.</summary>
    internal abstract Sighting? Ask();
}

/// <summary>Somebody listens.</summary>
/// <param name="Candidate">The address that would answer.</param>
/// <param name="IsOurs">The launch's leader holds the listener, and nobody else listens there. False leaves it open.</param>
internal readonly record struct Sighting(Endpoint Candidate, bool IsOurs);
