using System.Buffers;

namespace Spinner.Processes;

/// <summary>Reads one pipe of a child on the reactor and hands every byte to the ring, the error tail and the sink. Used by the reactor's thread only.</summary>
internal sealed class PipeReader(LinuxEngine engine, int descriptor, OutputChannel channel, Action ended, Action<Exception> broken)
{
    // The largest pipe an ordinary user can have; see pipe(7). What comes beyond was written after the group's end.
    private const int MaxLeftover = 1024 * 1024;

    private State _state = State.Reading;
    private ulong? _watch;
    private bool _groupIsGone;
    private int _leftover;
    private MemoryStream? _rest;

    private enum State
    {
        /// <summary>What comes is read.</summary>
        Reading,

        /// <summary>The sink has a chunk and may be stuck. The pipe is not watched: it fills, and its child waits, alone.</summary>
        Writing,

        /// <summary>As before, but the pipe is closed: what it held is kept and is written after the chunk.</summary>
        Abandoned,

        /// <summary>The pipe is closed and the sink has everything: it gives away what it holds back.</summary>
        Completing,

        /// <summary>Nothing more is to be done.</summary>
        Ended,
    }

    /// <summary>Nothing is read any more and the sink has given everything away.</summary>
    internal bool IsEnded => _state == State.Ended;

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
        if (_state != State.Writing) return;
        _state = State.Abandoned;
        var rest = new MemoryStream();
        var buffer = engine.Outputs.Buffer;
        int count;
        while (rest.Length < MaxLeftover && (count = engine.System.Read(descriptor, buffer)) > 0)
        {
            channel.Append(buffer.AsSpan(0, count));
            rest.Write(buffer, 0, count);
        }

        channel.Close();
        _ = engine.System.Close(descriptor);
        if (AbandonedOutput.TryReserve(rest.Length)) _rest = rest;
        else channel.Note($"{rest.Length} bytes were lost: it does not take what it was given before, and the child is gone");
    }

    private int Read()
    {
        if (_state != State.Reading) return 0;
        var buffer = engine.Outputs.Buffer;
        var count = engine.System.Read(descriptor, buffer);
        if (count > 0) Deliver(buffer.AsMemory(0, count));
        else if (count == 0 || (count == -Errno.TryAgain && _groupIsGone)) Close();
        else if (count is not (-Errno.TryAgain or -Errno.Interrupted)) Break(count);
        return Math.Max(0, count);
    }

    private void ReadLeftover()
    {
        while (_state == State.Reading)
        {
            _leftover += Read();
            if (_leftover > MaxLeftover) Close();
        }
    }

    private void Deliver(ReadOnlyMemory<byte> chunk)
    {
        channel.Append(chunk.Span);
        // A sink that never stalls has taken everything when it returns: there is nothing to wait for.
        if (!channel.Sink.MayStall)
        {
            _ = channel.Sink.WriteAsync(chunk).AsTask();
            return;
        }

        _state = State.Writing;
        Unwatch();
        Write(chunk);
    }

    // A copy, because the buffer is everybody's.
    private void Write(ReadOnlyMemory<byte> chunk)
    {
        var copy = ArrayPool<byte>.Shared.Rent(chunk.Length);
        chunk.CopyTo(copy);
        _ = WriteAsync(copy, chunk.Length);
    }

    // It goes on on another thread at once.
    private async Task WriteAsync(byte[] copy, int length)
    {
        await channel.Sink.WriteAsync(copy.AsMemory(0, length)).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(copy);
        engine.Reactor.Post(OnWritten, Fail);
    }

    private void OnWritten()
    {
        if (_state == State.Writing)
        {
            _state = State.Reading;
            if (_groupIsGone) ReadLeftover();
            else if (Begin() is < 0 and var refused) Break(refused);
        }
        else if (_state == State.Abandoned && _rest is { Length: > 0 } rest)
        {
            _rest = null;
            AbandonedOutput.Release(rest.Length);
            Write(rest.GetBuffer().AsMemory(0, (int)rest.Length));
        }
        else if (_state == State.Abandoned)
        {
            Complete();
        }
    }

    private void Break(int error)
    {
        channel.Note($"cannot read the output any more: {ErrorText.Of(error)}");
        Close();
    }

    private void Close()
    {
        if (_state is not (State.Reading or State.Writing)) return;
        channel.Close();
        Unwatch();
        _ = engine.System.Close(descriptor);
        Complete();
    }

    private void Complete()
    {
        _state = State.Completing;
        _ = CompleteAsync();
    }

    private async Task CompleteAsync()
    {
        await channel.Sink.CompleteAsync().ConfigureAwait(false);
        engine.Reactor.Post(() =>
        {
            _state = State.Ended;
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
