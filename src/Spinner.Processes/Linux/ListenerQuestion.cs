namespace Spinner.Processes;

/// <summary>Asks the system whether anybody listens where a launch should. Costs microseconds. Used by the reactor's thread only.</summary>
internal abstract class ListenerQuestion
{
    /// <summary>The cheapest question this system answers.</summary>
    internal static ListenerQuestion About(LinuxEngine engine, ChildEndpoint endpoint, int leader) => (endpoint, engine.Readiness.Diag) switch
    {
        (TcpEndpoint tcp, { } diag) => new TcpQuestion(engine.System, diag, tcp, leader),
        (TcpEndpoint tcp, null) => new ConnectQuestion(engine.System, tcp),
        (UnixEndpoint unix, _) => new UnixQuestion(engine.System, unix, leader),
        (NoEndpoint, _) => new NoQuestion(),
        _ => throw new NotSupportedException($"The Linux engine cannot ask for {endpoint}."),
    };

    /// <summary>Who was seen; null when nobody listens.</summary>
    internal abstract Sighting? Ask();

    /// <summary>How long to leave it after an answer of no.</summary>
    /// <param name="age">Since the spawn, or since the first sign of a socket.</param>
    internal virtual TimeSpan PauseAfter(TimeSpan age) => TickSchedule.After(age);

    /// <summary>Lets go of what it still holds.</summary>
    internal virtual void Close() { }
}

/// <summary>Somebody listens.</summary>
/// <param name="Candidate">The address that would answer.</param>
/// <param name="IsOurs">The launch's leader holds the listener, and nobody else listens there. False leaves it open.</param>
internal readonly record struct Sighting(ChildEndpoint Candidate, bool IsOurs);
