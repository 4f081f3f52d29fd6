using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Remote.Access;

/// <summary>Logs and publishes who did what. Safe for concurrent use.</summary>
sealed class AuditLog(ActorSystem system)
{
    private readonly ILoggingAdapter _log = Logging.GetLogger(system, "spinner.audit");

    public void Write(PeerVerdict peer, object command, DateTimeOffset at, string outcome)
    {
        var audited = new RemoteCommandAudited
        {
            Who = peer.Who, Role = peer.Role, Command = command.GetType().Name, Child = NameIn(command), At = at, Outcome = outcome,
        };
        _log.Info(
            "{Who} as {Role}: {Command} {Child} at {At:O}: {Outcome}",
            audited.Who, audited.Role, audited.Command, audited.Child ?? "", audited.At, audited.Outcome);
        system.EventStream.Publish(audited);
    }

    /// <summary>An outcome in words.</summary>
    public static string Describe(object reply) => reply switch
    {
        ChildReady ready => $"ready, pid {ready.Pid}",
        Rejected rejected => $"rejected ({rejected.Reason}): {rejected.Detail}",
        StopSucceeded => "stopped",
        StopFailed failed => $"stop failed, pids {string.Join(", ", failed.Pids)}",
        ChildRemoved => "removed",
        NoSuchChild => "no such child",
        ChildInUse => "in use",
        Held held => held.IsHeld ? "held" : "not held: it does not run",
        Released released => released.WasHeld ? "released" : "was not held",
        AllStopped { Failed.Count: 0 } => "all stopped",
        AllStopped all => $"could not stop {string.Join(", ", all.Failed.Select(f => f.Name))}",
        Failed failed => $"{failed.Because}: {failed.Detail}",
        _ => reply.GetType().Name,
    };

    private static string? NameIn(object command) => command switch
    {
        Start start => start.Name,
        Stop stop => stop.Name,
        StopUnused stop => stop.Name,
        Restart restart => restart.Name,
        Remove remove => remove.Name,
        Hold hold => hold.Name,
        Release release => release.Name,
        Get get => get.Name,
        ReadOutput read => read.Name,
        _ => null,
    };
}
