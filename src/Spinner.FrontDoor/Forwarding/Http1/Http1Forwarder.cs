using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>
/// Brings requests to children that speak HTTP/1.1: what the client sent is what the child gets, what is no HTTP goes no further. Every message is
/// written once; a connection is used again only when both messages on it ended as they should.
/// </summary>
sealed class Http1Forwarder : IForwarder
{
    // A body that has come with its head, and fits here, goes with it.
    private const int SmallBody = 16 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ForwardResult> SendAsync(ForwardingContext forwarding, HttpContext context)
    {
        var (hasBody, head) = (forwarding.Head.Framing != Framing.None, forwarding.Writer);
        forwarding.Sending(hasBody);
        try
        {
            head.WriteRequest(forwarding.Head);
            var isWhole = !hasBody || TryReadSmall(context, forwarding);
            if (hasBody && isWhole) forwarding.ChildsTurn(forwarding.Round);
            while (true)
            {
                var connection = forwarding.Upstream.Idle.TryRent() ?? await ConnectAsync(forwarding, context);
                try
                {
                    using var late = forwarding.Deadline.UnsafeRegister(static c => ((ChildConnection)c!).Abort(), connection);
                    using var gone = context.RequestAborted.UnsafeRegister(static c => ((ChildConnection)c!).AbortWithRequest(), connection);
                    if (!await TryWriteAsync(connection, head.Written))
                    {
                        // The child had closed it while it was idle: nothing of the request has gone anywhere.
                        if (hasBody || !connection.WasUsed || connection.IsAborted) return ForwardResult.Lost;
                        continue;
                    }

                    if (!isWhole) return await new FullExchange(forwarding, context, connection).RunAsync();
                    // Nothing runs beside a request that was written as a whole. The wait for the answer stands here, and not in the method that
                    // reads it: each that waits costs memory and time.
                    var count = await connection.ReceiveAsync(forwarding.Upstream.MaxAnswerHead);
                    if (count == 0) return ForwardResult.Lost;
                    connection.Received(count);
                    var result = await AnswerReader.ReadAsync(forwarding, context, connection, body: null);
                    return result == ForwardResult.Answered ? await FinishAsync(forwarding, context, connection) : result;
                }
                catch (Exception ended) when (isWhole && ended is IOException or ObjectDisposedException or SocketException)
                {
                    return Ended(context);
                }
                finally
                {
                    // Nothing may end it any more by now: the next request on it is another's.
                    forwarding.Upstream.Idle.Return(connection);
                }
            }
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.ConnectionRefused || !forwarding.Upstream.Exists ? ForwardResult.Unreachable : ForwardResult.Lost;
        }
        catch (OperationCanceledException)
        {
            // There was no connection in time, or the client has gone meanwhile.
            return ForwardResult.Lost;
        }
        catch (BadHttpRequestException) when (!context.Response.HasStarted)
        {
            return ForwardResult.WrongBody;
        }
        finally
        {
            head.Clear();
        }
    }

    /// <summary>After the head of the final answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<ForwardResult> FinishAsync(ForwardingContext forwarding, HttpContext context, ChildConnection connection)
    {
        if (connection.Answer.Status == StatusCodes.Status101SwitchingProtocols) return await ProtocolChange.RunAsync(context, connection);
        connection.IsClean = await AnswerWriter.WriteAsync(forwarding, context, connection);
        if (!connection.IsClean) context.Abort();
        return ForwardResult.Answered;
    }

    /// <summary>The child has broken off, or the door has, because nobody waits any more. Half an answer must not look like a whole one.</summary>
    internal static ForwardResult Ended(HttpContext context)
    {
        if (!context.Response.HasStarted) return ForwardResult.Lost;
        context.Abort();
        return ForwardResult.Answered;
    }

    /// <returns>The whole body stands behind the head.</returns>
    private static bool TryReadSmall(HttpContext context, ForwardingContext forwarding)
    {
        if (forwarding.Head is not { Framing: Framing.Length, ExpectsContinue: false, Length: <= SmallBody }) return false;
        var reader = context.Request.BodyReader;
        if (!reader.TryRead(out var read)) return false;
        var isWhole = read.Buffer.Length == forwarding.Head.Length;
        if (isWhole)
            foreach (var piece in read.Buffer) forwarding.Writer.Write(piece.Span);
        reader.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start);
        return isWhole;
    }

    private static async ValueTask<bool> TryWriteAsync(ChildConnection connection, ReadOnlyMemory<byte> head)
    {
        try
        {
            await connection.WriteAsync(head);
            return true;
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static async ValueTask<ChildConnection> ConnectAsync(ForwardingContext forwarding, HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(forwarding.Deadline, context.RequestAborted);
        return new ChildConnection(await forwarding.Upstream.ConnectAsync(patience.Token));
    }
}
