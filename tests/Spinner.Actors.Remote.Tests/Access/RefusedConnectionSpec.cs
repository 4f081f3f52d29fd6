using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>What those who are not let in do to the log: anybody who reaches the port can try as often as they like.</summary>
public class RefusedConnectionSpec
{
    private const string Rejected = "Rejected incoming connection";

    [Fact(Timeout = 120_000)]
    public async Task They_are_told_once_a_minute()
    {
        using var certificate = Certificates.Own("server");
        using var known = Certificates.Own("client");
        var clock = new FakeTimeProvider();
        clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var server = new Node("server", o => o with
        {
            Tls = true, Certificate = certificate, Clock = clock,
            Peers = new Dictionary<string, RemotePeer> { ["client"] = RemotePeer.Of(known, RemoteRole.Operate) },
        });
        // What every logger of Akka's asks before it writes.
        var filter = server.System.Settings.LogFilter;
        var (all, written) = (0, new List<string>());
        using var told = new EventsOf(server.System, happened =>
        {
            var line = happened.Message.ToString()!;
            if (filter.ShouldTryKeepMessage(happened, out _)) written.Add(line);
            if (line.Contains(Rejected, StringComparison.Ordinal)) Interlocked.Increment(ref all);
        });

        await KnockAsync(server, 5, () => all == 5);
        Assert.Equal(1, written.Count(line => line.Contains(Rejected, StringComparison.Ordinal)));
        Assert.DoesNotContain(written, line => line.Contains("troubleshooting", StringComparison.Ordinal));
        Assert.InRange(written.Count, 1, 3);

        clock.Advance(TimeSpan.FromMinutes(1));
        await KnockAsync(server, 5, () => all == 10);
        Assert.Equal(2, written.Count(line => line.Contains(Rejected, StringComparison.Ordinal)));
    }

    private static async Task KnockAsync(Node server, int times, Func<bool> isTold)
    {
        for (var i = 0; i < times; i++)
        {
            using var stranger = new TcpClient();
            await stranger.ConnectAsync("127.0.0.1", Address.Parse(server.Address).Port!.Value);
            await stranger.GetStream().WriteAsync("no TLS at all\r\n\r\n"u8.ToArray());
            var answer = new byte[1];
            while (await ReadAsync(stranger.GetStream(), answer) > 0) { }
        }

        await Eventually.HoldsAsync(isTold, "all were refused", Node.Limit);
    }

    private static async Task<int> ReadAsync(NetworkStream stream, byte[] answer)
    {
        try
        {
            return await stream.ReadAsync(answer);
        }
        catch (IOException)
        {
            return 0; // reset
        }
    }

    /// <summary>Hears the log events of a system, one at a time, as its loggers do.</summary>
    private sealed class EventsOf : IDisposable
    {
        private readonly ActorSystem _system;
        private readonly IActorRef _ear;

        public EventsOf(ActorSystem system, Action<LogEvent> hear)
        {
            (_system, _ear) = (system, system.ActorOf(Props.Create(() => new Ear(hear))));
            system.EventStream.Subscribe(_ear, typeof(LogEvent));
        }

        public void Dispose() => _system.Stop(_ear);

        private sealed class Ear(Action<LogEvent> hear) : UntypedActor
        {
            protected override void OnReceive(object message) => hear((LogEvent)message);
        }
    }
}
