using Akka.Actor;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Cluster.Wire;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Tests.Wire;

/// <summary>What nodes say to each other is read as it was written, and nothing else is read.</summary>
public sealed class ClusterSerializerSpec : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("wire");
    private readonly ClusterSerializer _serializer;

    public ClusterSerializerSpec() => _serializer = new ClusterSerializer((ExtendedActorSystem)_system);

    public void Dispose() => _system.Dispose();

    public static TheoryData<object, string, string> Messages => new()
    {
        {
            new LeasePing(new NodeRun("akka.tcp://s@h:1", 2), 3, ShardSet.Of(0, 255)), "ping-1",
            "10616B6B612E7463703A2F2F7340683A31020000000000000003000000000000000100000000000000000000000000000000000000000000000000000000000080"
        },
        {
            new LeaseAck(new NodeRun("akka.tcp://s@h:1", 2), 3, ShardSet.Of(64)), "ack-1",
            "10616B6B612E7463703A2F2F7340683A31020000000000000003000000000000000000000000000000010000000000000000000000000000000000000000000000"
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void It_is_written_the_same_for_ever_and_read_again(object message, string manifest, string hex)
    {
        Assert.Equal(manifest, _serializer.Manifest(message));
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(message)));
        Assert.Equal(message, _serializer.FromBinary(Convert.FromHexString(hex), manifest));
    }

    [Fact]
    public void Calls_and_answers_are_read_again()
    {
        var call = (ClusterCall)_serializer.FromBinary(_serializer.ToBinary(ClusterCall.Of(7, "wéb", new Start("wéb"))), "call-1");
        Assert.Equal((7L, "wéb", new Start("wéb")), (call.Id, call.Name, call.ReadQuestion()));
        var answer = (ClusterAnswer)_serializer.FromBinary(_serializer.ToBinary(ClusterAnswer.Of(7, new NoSuchChild("web"))), "answer-1");
        Assert.Equal((7L, new NoSuchChild("web")), (answer.Id, answer.ReadAnswer()));
    }

    [Fact]
    public void Nothing_else_is_written_or_read()
    {
        Assert.Throws<ClusterWireException>(() => _serializer.ToBinary("text"));
        Assert.Throws<ClusterWireException>(() => _serializer.Manifest("text"));
        Assert.Throws<ClusterWireException>(() => _serializer.FromBinary([], "System.String"));
        Assert.Throws<ClusterWireException>(() => _serializer.FromBinary(new byte[2_000_000], "ping-1"));
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_a_message_or_refused()
    {
        var chance = new Random(18);
        object[] messages =
        [
            new LeasePing(new NodeRun("akka.tcp://s@h:1", 2), 3, ShardSet.Of(7)), new LeaseAck(new NodeRun("akka.tcp://s@h:1", 2), 3, ShardSet.Of(7)),
            ClusterCall.Of(7, "web", new Start("web")), ClusterAnswer.Of(7, new NoSuchChild("web")),
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var message = messages[i % messages.Length];
            var whole = _serializer.ToBinary(message);
            var bytes = whole.AsSpan(0, chance.Next(whole.Length + 1)).ToArray();
            if (bytes.Length > 0) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            try
            {
                Assert.IsType(message.GetType(), _serializer.FromBinary(bytes, _serializer.Manifest(message)));
            }
            catch (ClusterWireException)
            {
                // Refused, and by nothing else.
            }
        }
    }
}
