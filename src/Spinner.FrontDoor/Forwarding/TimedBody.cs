namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// The body of a request that tells whose turn it is: while it is read the client's, from then until the next read the child's, which has to take
/// what was read, and after the end to answer. Reads only, as YARP's forwarder does, and one at a time.
/// </summary>
sealed class TimedBody(Stream body, ForwardingContext forwarding, int round) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        forwarding.ClientsTurn(round);
        var count = await body.ReadAsync(buffer, cancellationToken);
        if (!buffer.IsEmpty) forwarding.ChildsTurn(round);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
