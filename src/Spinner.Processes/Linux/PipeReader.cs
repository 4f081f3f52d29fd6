using System.Buffers;

namespace Spinner.Processes;

/// <summary>Reads one pipe of a child on the reactor and hands every byte to the ring, the error tail and the sink. Used by the reactor's thread only.</summary>
internal sealed class PipeReader(LinuxEngine engine, int descriptor, OutputChannel channel, Action ended, Action<Exception> broken)
{
    // The largest pipe an ordinary user can have; see pipe(7). What comes beyond was written after the group's end.
    private const int MaxLeftover = 1024 * 1024;

    private ulong? _watch;
    private bool _stalled;
    private bool _groupIsGone;
    private int _leftover;
    private MemoryStream? _rest;

    /// <summary>Nothing is read any more and the sink has everything.</summary>
    internal bool IsEnded { get; private set; }

    private bool IsClosed { get; set; }

    /// <returns>0, or the negated error number: then nobody reads, and the child must not live on.</returns>
    internal int Begin()
    {
        _watch = engine.Outputs.Add(descriptor, Read, Fail, out var error);
        return _watch is null ? error : 0;
    }

    /// <summary>Whoever could write is dead: what the pipe holds now is all that counts, even if somebody outside the group keeps it open.</summary>
    internal void GroupIsGone()
    {
        _groupIsGone = true;
        ReadLeftover();
    }

    /// <summary>
    /// Whoever takes this is stuck, and nobody is left to wait for him: what the pipe still holds is kept for him as far as there is room, and the
    /// pipe is closed.
    /// </summary>
    internal void Abandon()
    {
        if (IsClosed || !_stalled) return;
        _rest = new MemoryStream();
        var buffer = engine.Outputs.Buffer;
        int count;
        while (_rest.Length < MaxLeftover && (count = engine.System.Read(descriptor, buffer)) > 0)
        {
            channel.Keep(buffer.AsSpan(0, count));
            _rest.Write(buffer, 0, count);
        }

        channel.Close();
        if (!AbandonedOutput.TryReserve(_rest.Length))
        {
            channel.Note($"{_rest.Length} bytes were lost: it does not take what it was given before, and the child is gone");
            _rest = new MemoryStream();
        }

        IsClosed = true;
        _ = engine.System.Close(descriptor);
    }

    private int Read()
    {
        if (IsClosed || _stalled) return 0;
        var buffer = engine.Outputs.Buffer;
        var count = engine.System.Read(descriptor, buffer);
        if (count > 0) Deliver(buffer.AsMemory(0, count));
        else if (count == 0 || (count == -Errno.TryAgain && _groupIsGone)) Close();
        else if (count is not (-Errno.TryAgain or -Errno.Interrupted)) Break(count);
        return Math.Max(0, count);
    }

    private void ReadLeftover()
    {
        while (!IsClosed && !_stalled)
        {
            _leftover += Read();
            if (_leftover > MaxLeftover) Close();
        }
    }

    private void Deliver(ReadOnlyMemory<byte> chunk)
    {
        channel.Keep(chunk.Span);
        // A sink that never stalls has taken everything when it returns: there is nothing to wait for.
        if (channel.Sink.MayStall) Stall(chunk);
        else _ = channel.Sink.WriteAsync(chunk).AsTask();
    }

    // The pipe leaves the epoll until the write is done: it fills, and its child waits, alone. A copy, because the buffer is everybody's.
    private void Stall(ReadOnlyMemory<byte> chunk)
    {
        _stalled = true;
        Unwatch();
        var copy = ArrayPool<byte>.Shared.Rent(chunk.Length);
        chunk.CopyTo(copy);
        _ = WriteAsync(copy, chunk.Length);
    }

    // It goes on on another thread at once.
    private async Task WriteAsync(byte[] copy, int length)
    {
        await channel.Sink.WriteAsync(copy.AsMemory(0, length)).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(copy);
        engine.Reactor.Post(Resume, Fail);
    }

    private void Resume()
    {
        _stalled = false;
        if (_rest is { Length: > 0 } rest)
        {
            _rest = null;
            AbandonedOutput.Release(rest.Length);
            Stall(rest.GetBuffer().AsMemory(0, (int)rest.Length));
            return;
        }

        if (IsClosed)
        {
            _ = CompleteAsync();
            return;
        }

        if (_groupIsGone) ReadLeftover();
        else if (Begin() is < 0 and var refused) Break(refused);
    }

    private void Break(int error)
    {
        channel.Note($"cannot read the output any more: {ErrorText.Of(error)}");
        Close();
    }

    private void Close()
    {
        if (IsClosed) return;
        IsClosed = true;
        channel.Close();
        Unwatch();
        _ = engine.System.Close(descriptor);
        _ = CompleteAsync();
    }

    private async Task CompleteAsync()
    {
        await channel.Sink.CompleteAsync().ConfigureAwait(false);
        engine.Reactor.Post(() =>
        {
            IsEnded = true;
            ended();
        }, broken);
    }

    private void Fail(Exception bug)
    {
        broken(bug);
        Close();
    }

    private void Unwatch()
    {
        if (_watch is { } id) engine.Outputs.Remove(id, descriptor);
        _watch = null;
    }
}
