using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote;

namespace Spinner.Remote.Peer;

/// <summary>One line each, to stdout. Safe for concurrent use.</summary>
static class Telling
{
    public static void Say(string line) => Console.Out.WriteLine(line.ReplaceLineEndings(" "));

    /// <summary>Says what a system logs and which commands of peers it did or refused.</summary>
    public static void About(ActorSystem system)
    {
        var teller = system.ActorOf(Props.Create(() => new Teller()));
        system.EventStream.Subscribe(teller, typeof(LogEvent));
        system.EventStream.Subscribe(teller, typeof(RemoteCommandAudited));
    }

    private sealed class Teller : UntypedActor
    {
        protected override void OnReceive(object message) => Say(message is RemoteCommandAudited audited
            ? $"audit {audited.Who} {audited.Role} {audited.Command} {audited.Child}: {audited.Outcome}"
            : $"log {message}");
    }
}
