using System.Collections.Concurrent;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Tests.Logs;

namespace Spinner.Actors.Tests.Survival;

/// <summary>What an actor system told on its event stream: the events of children, and what must not be there at all.</summary>
public sealed class Told
{
    private readonly ConcurrentQueue<ChildEvent> _all = new();
    private readonly Channel<ChildEvent> _unread = Channel.CreateUnbounded<ChildEvent>();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<string> _logged = new();

    public Told(ActorSystem system)
    {
        var listener = system.ActorOf(Props.Create(() => new Listener(this)));
        foreach (var kind in new[] { typeof(ChildEvent), typeof(UnhandledMessage), typeof(LogEvent) }) system.EventStream.Subscribe(listener, kind);
    }

    /// <summary>All events, oldest first.</summary>
    public IReadOnlyList<ChildEvent> All => [.. _all];

    /// <summary>Unhandled messages and errors.</summary>
    public IReadOnlyList<string> Wrong => [.. _wrong];

    /// <summary>Information and warnings.</summary>
    public IReadOnlyList<string> Logged => [.. _logged];

    /// <summary>Waits for the next event of a kind; those before it count as seen.</summary>
    public async Task<T> NextAsync<T>(string? name = null) where T : ChildEvent
    {
        while (true)
            if (await _unread.Reader.ReadAsync() is T found && (name is null || found.Name == name)) return found;
    }

    private sealed class Listener(Told told) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case ChildEvent happened:
                    told._all.Enqueue(happened);
                    told._unread.Writer.TryWrite(happened);
                    break;
                case UnhandledMessage unhandled: told._wrong.Enqueue($"unhandled: {unhandled.Message} by {unhandled.Recipient}"); break;
                case Error error when FaultEntry.Is(error): break;
                case Error error: told._wrong.Enqueue($"error: {error}"); break;
                case LogEvent log: told._logged.Enqueue(log.ToString()); break;
            }
        }
    }
}
