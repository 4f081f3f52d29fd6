using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;
using Spinner.Actors.Remote.Transport;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>What a connection that is closed without a word tells, whenever that happens.</summary>
public class DialedAssociationSpec
{
    [Fact]
    public void Closed_before_anybody_listens_it_tells_at_a_write()
    {
        var (association, made, heard, rejected) = Make();
        made.IsOpen = false;
        Assert.True(association.Write(ByteString.Empty));
        Assert.IsType<Disassociated>(Assert.Single(heard));
        Assert.Single(rejected);
    }

    [Fact]
    public async Task Closed_before_the_first_write_it_tells_again_at_that_write()
    {
        var (association, made, heard, rejected) = Make();
        (await made.ReadHandlerSource.Task).Notify(new Disassociated(DisassociateInfo.Unknown)); // Akka.Remote drops it: it has not written yet
        made.IsOpen = false;
        Assert.True(association.Write(ByteString.Empty));
        Assert.Equal(2, heard.Count(h => h is Disassociated));
        Assert.Single(rejected);
    }

    [Fact]
    public async Task An_error_of_the_transport_before_a_word_is_a_rejection_too()
    {
        var (_, made, heard, rejected) = Make();
        (await made.ReadHandlerSource.Task).Notify(new UnderlyingTransportError(new IOException(), "reset"));
        (await made.ReadHandlerSource.Task).Notify(new Disassociated(DisassociateInfo.Unknown));
        Assert.Equal(2, heard.Count);
        Assert.Single(rejected);
    }

    [Fact]
    public async Task Closed_without_a_word_it_is_a_rejection()
    {
        var (_, made, heard, rejected) = Make();
        (await made.ReadHandlerSource.Task).Notify(new Disassociated(DisassociateInfo.Unknown));
        Assert.Single(heard);
        Assert.Contains("does not trust this node's certificate", Assert.Single(rejected), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_after_a_word_it_is_none()
    {
        var (association, made, heard, rejected) = Make();
        (await made.ReadHandlerSource.Task).Notify(new InboundPayload(ByteString.Empty));
        (await made.ReadHandlerSource.Task).Notify(new Disassociated(DisassociateInfo.Unknown));
        made.IsOpen = false;
        Assert.False(association.Write(ByteString.Empty));
        Assert.Equal(2, heard.Count);
        Assert.Empty(rejected);
    }

    private static (DialedAssociation Association, Connected Made, List<IHandleEvent> Heard, List<string> Rejected) Make()
    {
        var (made, heard, rejected) = (new Connected(), new List<IHandleEvent>(), new List<string>());
        var association = new DialedAssociation(made, rejected.Add);
        association.ReadHandlerSource.SetResult(new Hearing(heard));
        return (association, made, heard, rejected);
    }

    private sealed class Connected() : AssociationHandle(Address.AllSystems, Address.AllSystems)
    {
        public bool IsOpen { get; set; } = true;

        public override bool Write(ByteString payload) => IsOpen;

        [Obsolete("Akka.Remote's own name for it.")]
        public override void Disassociate() { }
    }

    private sealed class Hearing(List<IHandleEvent> heard) : IHandleEventListener
    {
        public void Notify(IHandleEvent ev) => heard.Add(ev);
    }
}
