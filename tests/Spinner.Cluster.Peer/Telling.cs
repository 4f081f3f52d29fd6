using Akka.Actor;
using Akka.Event;

namespace Spinner.Cluster.Peer;

/// <summary>One line each, to stdout. Safe for concurrent use.</summary>
static class Telling
{
    public static void Say(string line) => Console.Out.WriteLine(line.ReplaceLineEndings(" "));

    /// <summary>Says what a system logs.</summary>
    public static void About(ActorSystem system) => system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Teller())), typeof(LogEvent));

    private sealed class Teller : UntypedActor
    {
        protected override void OnReceive(object message) => Say($"log {message}");
    }
}
