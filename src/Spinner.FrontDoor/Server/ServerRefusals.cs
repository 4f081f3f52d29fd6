using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// Answers in words what the server refuses before anybody else sees it: its own answer is a status with nothing behind it. Over HTTP/2 nobody but the
/// server can write then, and that stays; it is heard of all the same. Registered as the <see cref="DiagnosticSource"/> of a server. Safe for concurrent use.
/// </summary>
/// <param name="answer">The type and bytes of the body, from the status and the reason of the server, which names nothing of the request.</param>
sealed class ServerRefusals(Func<int, string, (string Type, byte[] Body)> answer) : DiagnosticSource
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public override bool IsEnabled(string name) => name == Refused;

    // As its base has it. Nothing is looked for in the value but the features of a request.
    [RequiresUnreferencedCode("A value of any type may be written.")]
    public override void Write(string name, object? value)
    {
        if (value is not IFeatureCollection request || request.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException refused) return;
        // What follows the colon is a piece of the request, or nothing.
        var (type, body) = answer(refused.StatusCode, refused.Message.Split(':')[0].TrimEnd('.'));
        var (asked, response) = (request.GetRequiredFeature<IHttpRequestFeature>(), request.GetRequiredFeature<IHttpResponseFeature>());
        if (response.HasStarted || HttpProtocol.IsHttp2(asked.Protocol)) return;
        if (request.Get<IConnectionTransportFeature>()?.Transport.Output is not { } output) return;
        response.Headers.Connection = "close";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentType = type;
        response.Headers.ContentLength = body.Length;
        // The head goes the server's way. Of a request that never came to be it has no body to write to, so that follows beneath; and whoever does not
        // even take the head gets no more.
        var head = request.GetRequiredFeature<IHttpResponseBodyFeature>().StartAsync();
        if (head.IsCompletedSuccessfully && !HttpMethods.IsHead(asked.Method)) _ = output.WriteAsync(body).AsTask();
    }
}
