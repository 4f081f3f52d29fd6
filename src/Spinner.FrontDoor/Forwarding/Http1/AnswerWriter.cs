using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>Brings the final answer to the client: its head, which stands in the response, at once, then its body as it comes.</summary>
static class AnswerWriter
{
    /// <returns>False: it is cut off.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> WriteAsync(ForwardingContext forwarding, HttpContext context, ChildConnection connection)
    {
        var (head, response) = (connection.Answer, context.Response);
        // Without a body the server writes the head when this request is over.
        if (head.Framing == Framing.None) return true;
        var hasNoBody = head.Status == StatusCodes.Status205ResetContent;
        var asChunks = head.Framing == Framing.Chunked && HttpProtocol.IsHttp11(context.Request.Protocol) && !hasNoBody;
        if (asChunks) response.Headers.TransferEncoding = "chunked";
        // RFC 9110, 15.3.6: whatever the child has behind a 205 is nothing for the client.
        if (hasNoBody) return !(head.KeepsAlive = false);
        // All of it has come: head and body are one write of the server's.
        if (head.Framing == Framing.Length && connection.Unread.Length >= head.Length) return await AnswerBody.WriteAsync(connection, response.BodyWriter, (int)head.Length.Value);
        await response.StartAsync();
        // What has come with the head goes with it.
        if (connection.Unread.IsEmpty) await response.BodyWriter.FlushAsync();
        return head.Framing switch
        {
            Framing.Length => await AnswerBody.CopyAsync(connection, response.BodyWriter, head.Length!.Value),
            Framing.Chunked => await AnswerBody.CopyChunksAsync(connection, context, asChunks, forwarding.Upstream.MaxAnswerHead),
            _ => await AnswerBody.CopyToEndAsync(connection, response.BodyWriter),
        };
    }
}
