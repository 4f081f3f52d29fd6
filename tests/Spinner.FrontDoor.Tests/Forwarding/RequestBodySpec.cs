using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Forwarding.Http1;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Forwarding;

public class RequestBodySpec
{
    [Fact]
    public async Task It_has_begun_before_the_child_can_answer_it_and_is_over_after_its_last_byte()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var forwarding = new ForwardingContext(door.Spinner, TimeProvider.System);
        forwarding.Begin(new Route(new FrontDoorOptions().Filled().Defaults, new App("web")), new UpstreamSettings(1024, TimeProvider.System));
        using var child = new MemoryStream();
        using var connection = new ChildConnection(child);
        var context = VirtualDoor.Request();
        var reader = new Watched(PipeReader.Create(new MemoryStream("body"u8.ToArray())));
        context.Features.Set<IRequestBodyPipeFeature>(reader);
        var body = new RequestBody(context, forwarding, connection);
        (bool HasBegun, bool IsOver) seen = default;
        reader.OnRead = () => seen = (body.HasBegun, body.Sending.IsCompleted);
        Assert.False(body.HasBegun);
        Assert.True(body.Sending.IsCompleted);

        body.Begin();
        await body.Sending;

        Assert.Equal((true, false), seen);
        Assert.True(body.IsSent);
        Assert.True(child.ToArray().AsSpan().IndexOf("body"u8) >= 0);
    }

    private sealed class Watched(PipeReader inner) : PipeReader, IRequestBodyPipeFeature
    {
        public Action OnRead { get; set; } = () => { };

        public PipeReader Reader => this;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            OnRead();
            return inner.ReadAsync(cancellationToken);
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);
        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);
        public override void CancelPendingRead() => inner.CancelPendingRead();
        public override void Complete(Exception? exception = null) => inner.Complete(exception);
        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);
    }
}
