using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Serialization;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Cluster.Tests.Launching;
using Spinner.Actors.Cluster.Tests.Nodes;
using Spinner.Actors.Cluster.Wire;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Tests.Wire;

/// <summary>A node neither makes nor takes what is not needed between nodes.</summary>
public sealed class ClosedWireSpec : IAsyncDisposable
{
    private readonly ClusterNode _node = ClusterNode.Start(TestCluster.Options, new FakeWatchdog(), TimeProvider.System);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private Serialization Serialization => ((ExtendedActorSystem)_node.System).Serialization;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(36)]
    public void A_serializer_for_anything_refuses(int id) =>
        Assert.Throws<WireException>(() => Serialization.Deserialize([1, 2, 3], id, "System.String, System.Private.CoreLib"));

    [Fact]
    public void A_text_does_not_leave() => Assert.Throws<WireException>(() => Serialization.FindSerializerFor("text").ToBinary("text"));

    [Fact]
    public void Of_system_messages_those_of_death_watch_are_taken()
    {
        var serializer = (SerializerWithStringManifest)Serialization.FindSerializerForType(typeof(Unwatch));
        Assert.IsType<ClusterSystemMessages>(serializer);
        Assert.Throws<ClusterWireException>(() => Serialization.Deserialize([], serializer.Identifier, "Akka.Dispatch.SysMsg.Terminate, Akka"));
        Assert.Throws<ClusterWireException>(() => serializer.ToBinary(new Terminate()));
        var nobody = (IInternalActorRef)_node.System.DeadLetters;
        var unwatch = new Unwatch(nobody, nobody);
        Assert.IsType<Unwatch>(serializer.FromBinary(serializer.ToBinary(unwatch), serializer.Manifest(unwatch)));
    }
}
