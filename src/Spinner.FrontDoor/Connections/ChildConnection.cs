using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Connections;

/// <summary>
/// One connection to a launch, and what was read from it and not used yet. Used by one request at a time; only <see cref="Abort"/> is safe from
/// anywhere.
/// </summary>
sealed class ChildConnection(Stream stream) : IDisposable
{
    private const int FirstSize = 8 * 1024;

    private readonly Socket? _socket = (stream as NetworkStream)?.Socket;
    private byte[] _buffer = [];
    private int _from, _to;
    private ValueTask<int> _listening;
    private bool _isListening;
    private int _aborted;

    public AnswerHead Answer { get; } = new();

    /// <summary>What headers looked like before.</summary>
    public FieldTexts Texts { get; } = new();

    /// <summary>It has brought an answer already; the child may have closed it since.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Request and answer ended as they should.</summary>
    public bool IsClean { get; set; }

    /// <summary>What goes on has no request any more: its end is seen by who reads.</summary>
    public bool OutlivesRequest { get; set; }

    /// <summary>When it was last let go of.</summary>
    public long IdleSince { get; set; }

    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_from, _to - _from);

    /// <summary>The same, as long as nothing more is read.</summary>
    public ReadOnlyMemory<byte> UnreadMemory => _buffer.AsMemory(_from, _to - _from);

    /// <summary>Nothing has come, not even the end.</summary>
    public bool IsQuiet => _from == _to && !(_socket?.Poll(0, SelectMode.SelectRead) ?? false);

    public void Consume(int count) => _from += count;

    /// <summary>
    /// Begins to read the next answer before it is asked for. The read that follows a request would be tried in vain first; this one is, and so tells
    /// at no further cost whether the connection can be used.
    /// </summary>
    /// <returns>False: something has come, or the end. Who sends without being asked is not to be asked.</returns>
    [SuppressMessage("Reliability", "CA2012", Justification = "The next read returns it, once.")]
    public bool TryListen()
    {
        EnsureSpace(FirstSize);
        _listening = stream.ReadAsync(_buffer.AsMemory());
        _isListening = !_listening.IsCompleted;
        return _isListening;
    }

    /// <summary>Reads what comes next behind what is unread; <see cref="Received"/> is to be told.</summary>
    /// <returns>0: the child has closed. -1: there is more unread than may be.</returns>
    public ValueTask<int> ReceiveAsync(int most)
    {
        if (_isListening)
        {
            _isListening = false;
            return _listening;
        }
        if (_from == _to) (_from, _to) = (0, 0);
        if (_to == _buffer.Length && !EnsureSpace(most)) return ValueTask.FromResult(-1);
        return stream.ReadAsync(_buffer.AsMemory(_to));
    }

    /// <summary>So many bytes more are unread.</summary>
    public void Received(int count) => _to += Math.Max(count, 0);

    /// <summary>Both in one.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> FillAsync(int most)
    {
        var count = await ReceiveAsync(most);
        Received(count);
        return count;
    }

    /// <summary>Reads past the buffer, once that is empty.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> memory) => stream.ReadAsync(memory);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);

    /// <summary>Nothing more will be sent.</summary>
    public void ShutDownSending() => _socket?.Shutdown(SocketShutdown.Send);

    /// <summary>Ends it at once, whatever waits for it.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0) stream.Dispose();
    }

    /// <summary>The client has gone, as far as the server can tell.</summary>
    public void AbortWithRequest()
    {
        if (!OutlivesRequest) Abort();
    }

    /// <summary>Gives back the memory while nobody uses it.</summary>
    public void ReleaseBuffer()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _from, _to) = ([], 0, 0);
    }

    /// <summary>Once nothing reads from it any more.</summary>
    public void Dispose()
    {
        Abort();
        // A read that nobody waited for may still write there.
        if (_isListening) _buffer = [];
        ReleaseBuffer();
    }

    private bool EnsureSpace(int most)
    {
        var unread = _to - _from;
        if (unread >= most) return false;
        var size = unread == _buffer.Length || _buffer.Length == 0 ? Math.Max(FirstSize, 2 * unread) : _buffer.Length;
        var next = size == _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_from, unread).CopyTo(next);
        if (next != _buffer && _buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _from, _to) = (next, 0, unread);
        return true;
    }
}
