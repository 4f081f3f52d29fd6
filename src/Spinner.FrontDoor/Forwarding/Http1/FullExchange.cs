using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>The exchange of a request with a body: both messages are on their way at a time.</summary>
sealed class FullExchange(ForwardingContext forwarding, HttpContext context, ChildConnection connection)
{
    // As long as .NET's own client waits for a child that does not know what it is to say.
    private static readonly TimeSpan ContinueWithin = TimeSpan.FromSeconds(1);

    private readonly RequestBody _body = new(context, forwarding, connection);

    public async ValueTask<ForwardResult> RunAsync()
    {
        // RFC 9110, 10.1.1: the client waits for the child's word, but not for ever.
        await using var patience = forwarding.Head.ExpectsContinue
            ? forwarding.Clock.CreateTimer(static body => ((RequestBody)body!).Begin(), _body, ContinueWithin, Timeout.InfiniteTimeSpan)
            : null;
        if (patience is null) _body.Begin();
        try
        {
            return await AnswerAsync();
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or SocketException)
        {
            return Explain(Http1Forwarder.Ended(context));
        }
        finally
        {
            if (patience is not null) await patience.DisposeAsync();
            await _body.StopAsync();
        }
    }

    private async ValueTask<ForwardResult> AnswerAsync()
    {
        var result = await AnswerReader.ReadAsync(forwarding, context, connection, _body);
        if (result != ForwardResult.Answered) return Explain(result);
        if (connection.Answer.Status == StatusCodes.Status101SwitchingProtocols)
        {
            await _body.Sending;
            return await ProtocolChange.RunAsync(context, connection);
        }

        // The rest of the body is nobody's then, and nothing can follow it on the connection of the client.
        var isRefused = !_body.IsSent && (!_body.HasBegun || !connection.Answer.KeepsAlive);
        if (isRefused && HttpProtocol.IsHttp11(context.Request.Protocol)) context.Response.Headers.Connection = "close";
        if (!await AnswerWriter.WriteAsync(forwarding, context, connection)) context.Abort();
        else connection.IsClean = !isRefused && await FinishAsync();
        return ForwardResult.Answered;
    }

    // A child that is to have no more of it says that it closes. Any other may be reading still, and the client has its answer meanwhile.
    private async ValueTask<bool> FinishAsync()
    {
        if (!_body.Sending.IsCompleted)
        {
            await context.Response.StartAsync();
            await context.Response.BodyWriter.FlushAsync();
        }
        await _body.Sending;
        return _body.IsSent;
    }

    // The server says of some chunks that they are none, of others only that they cannot be read.
    private ForwardResult Explain(ForwardResult result) => result == ForwardResult.Lost && _body.Broken is IOException ? ForwardResult.WrongBody : result;
}
