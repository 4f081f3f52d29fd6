using System.Buffers.Text;
using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>Takes the body of a request to the child, while its answer may be on the way back already.</summary>
sealed class RequestBody(HttpContext context, ForwardingContext forwarding, ChildConnection connection)
{
    private const int Piece = 64 * 1024;
    private static readonly byte[] EndOfChunk = "\r\n"u8.ToArray();

    private readonly PipeReader _reader = context.Request.BodyReader;
    private readonly byte[] _line = new byte[20];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;
    private volatile bool _stopped;

    /// <summary>All of it was written.</summary>
    public bool IsSent { get; private set; }

    /// <summary>What the client sent is no body, or it has gone.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>From before the first byte is read: the child may have answered before the last is known to be written.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) != 0;

    public Task Sending => HasBegun ? _over.Task : Task.CompletedTask;

    /// <summary>Once. The first read is what makes the server say 100 to a client that waits for it.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0) _ = RunAsync();
    }

    /// <summary>Nobody takes any more of it.</summary>
    public Task StopAsync()
    {
        if (Sending.IsCompleted) return Sending;
        _stopped = true;
        connection.Abort();
        _reader.CancelPendingRead();
        return Sending;
    }

    private async Task RunAsync()
    {
        try
        {
            await SendAsync();
            _over.SetResult();
        }
        catch (Exception failed)
        {
            _over.SetException(failed);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            var isChunked = forwarding.Head.Framing == Framing.Chunked;
            while (await ReadAsync() is { } taken)
            {
                if (!await WriteAsync(taken.Buffer, isChunked)) return;
                _reader.AdvanceTo(taken.Buffer.End);
                if (!taken.IsCompleted) continue;
                IsSent = !isChunked || await WriteEndAsync();
                return;
            }
        }
        catch (Exception client) when (client is IOException or BadHttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // Half a body is none: the child is not to take it for a whole one.
            Broken = client;
            connection.Abort();
        }
    }

    /// <returns>Null: nobody waits for more.</returns>
    private async ValueTask<ReadResult?> ReadAsync()
    {
        while (!_stopped)
        {
            forwarding.ClientsTurn(forwarding.Round);
            var taken = await _reader.ReadAsync();
            forwarding.ChildsTurn(forwarding.Round);
            if (!taken.IsCanceled) return taken;
            _reader.AdvanceTo(taken.Buffer.Start, taken.Buffer.End);
        }

        return null;
    }

    /// <returns>False: the child takes no more. It may have answered nevertheless.</returns>
    private async ValueTask<bool> WriteAsync(ReadOnlySequence<byte> bytes, bool isChunked)
    {
        try
        {
            if (bytes.IsEmpty) return true;
            if (isChunked) await connection.WriteAsync(SizeOf(bytes.Length));
            if (bytes.IsSingleSegment) await connection.WriteAsync(bytes.First);
            else await WriteTogetherAsync(bytes);
            if (isChunked) await connection.WriteAsync(EndOfChunk);
            return true;
        }
        catch (Exception child) when (child is IOException or ObjectDisposedException)
        {
            _reader.AdvanceTo(bytes.End);
            return false;
        }
    }

    // The server reads in blocks of 4 KiB: a copy costs less than a system call for each.
    private async ValueTask WriteTogetherAsync(ReadOnlySequence<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (!bytes.IsEmpty)
            {
                var piece = bytes.Slice(0, Math.Min(bytes.Length, buffer.Length));
                piece.CopyTo(buffer);
                await connection.WriteAsync(buffer.AsMemory(0, (int)piece.Length));
                bytes = bytes.Slice(piece.End);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<bool> WriteEndAsync()
    {
        var end = TheEnd();
        try
        {
            await connection.WriteAsync(end.Written);
            return true;
        }
        catch (Exception child) when (child is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            end.Clear();
        }
    }

    private HeadWriter TheEnd()
    {
        var end = new HeadWriter();
        end.Write("0\r\n"u8);
        if (context.Features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: var trailers })
            foreach (var (name, values) in trailers)
            foreach (var value in values)
                if (forwarding.Head.MayTrail(name) && Syntax.IsValue(value) && AnswerFieldNames.MayTrail(System.Text.Encoding.Latin1.GetBytes(name))) end.WriteField(name, value);
        end.Write("\r\n"u8);
        return end;
    }

    private ReadOnlyMemory<byte> SizeOf(long length)
    {
        Utf8Formatter.TryFormat(length, _line, out var digits, 'X');
        EndOfChunk.CopyTo(_line, digits);
        return _line.AsMemory(0, digits + 2);
    }
}
