using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>Reads heads until the final one, and passes on those before it.</summary>
static class AnswerReader
{
    /// <param name="forwarding">What is asked.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="connection">Brings the answer; its head stands unread before the body.</param>
    /// <param name="body">Begun when the child says 100; null: there is none.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ForwardResult> ReadAsync(ForwardingContext forwarding, HttpContext context, ChildConnection connection, RequestBody? body)
    {
        var isForHead = HttpMethods.IsHead(forwarding.Head.Method);
        for (var scanned = 0; ;)
        {
            if (!AnswerParser.TryRead(connection.Unread, ref scanned, isForHead, connection.Answer, out var wrong))
            {
                if (wrong is not null) return Fail(forwarding, wrong);
                var count = await connection.ReceiveAsync(forwarding.Upstream.MaxAnswerHead);
                connection.Received(count);
                if (count == 0) return ForwardResult.Lost;
                if (count < 0) return Fail(forwarding, "its head is longer than front-door.max-answer-head");
                continue;
            }

            if (connection.Answer.Size > forwarding.Upstream.MaxAnswerHead) return Fail(forwarding, "its head is longer than front-door.max-answer-head");
            if (!connection.Answer.IsInterim) break;
            await ForwardInterimAsync(forwarding, context, connection, body);
            connection.Consume(connection.Answer.Size);
            scanned = 0;
        }

        if (connection.Answer.Status == StatusCodes.Status101SwitchingProtocols
            && (forwarding.Head.Upgrade is not { } wished || !AnswerFields.ChangesTo(connection, wished)))
            return Fail(forwarding, "it changes to a protocol that nobody has asked for");
        forwarding.Answered();
        return TryCopy(connection, context) ? ForwardResult.Answered : Fail(forwarding, "it has a header that this server does not send");
    }

    // A server that is not the door's own may send no more than ASCII.
    private static bool TryCopy(ChildConnection connection, HttpContext context)
    {
        try
        {
            AnswerFields.Copy(connection, context);
            connection.Consume(connection.Answer.Size);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // RFC 9110, 15.2: they are forwarded, but not to HTTP/1.0. Over HTTP/2 the server has no way to send one.
    private static async ValueTask ForwardInterimAsync(ForwardingContext forwarding, HttpContext context, ChildConnection connection, RequestBody? body)
    {
        if (connection.Answer.Status == StatusCodes.Status100Continue && body is { HasBegun: false })
        {
            // The server says it itself when the body is read.
            body.Begin();
            return;
        }

        // The child is at work, and says so: its time begins anew.
        if (body is null || body.Sending.IsCompleted) forwarding.ChildsTurn(forwarding.Round);
        if (!HttpProtocol.IsHttp11(context.Request.Protocol) || context.Features.Get<IConnectionTransportFeature>()?.Transport.Output is not { } client) return;
        await WriteAsync(connection, client);
    }

    private static async ValueTask WriteAsync(ChildConnection connection, PipeWriter client)
    {
        var head = new HeadWriter();
        head.WriteInterim(connection.Answer, connection.Unread);
        client.Write(head.Written.Span);
        head.Clear();
        await client.FlushAsync();
    }

    private static ForwardResult Fail(ForwardingContext forwarding, string why)
    {
        forwarding.WrongAnswer = why;
        return ForwardResult.Wrong;
    }
}
