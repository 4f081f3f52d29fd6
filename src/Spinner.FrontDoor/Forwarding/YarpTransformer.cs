using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Gives YARP's forwarder the head of one request, and takes the head of its answer.</summary>
sealed class YarpTransformer(ForwardingContext forwarding, string destination) : HttpTransformer
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Every header is the door's: none is copied, so that no two hosts can be.</summary>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var head = forwarding.Head;
        proxyRequest.RequestUri = new Uri($"{destination}{head.ChildTarget}", AsItIs);
        foreach (var (name, value) in head.Fields)
            if (!proxyRequest.Headers.TryAddWithoutValidation(name, value)) proxyRequest.Content?.Headers.TryAddWithoutValidation(name, value);
        proxyRequest.Headers.TryAddWithoutValidation("Host", head.Host);
        if (head.TakesTrailers) proxyRequest.Headers.TryAddWithoutValidation("TE", "trailers");
        if (proxyRequest.Content is { } content && head.Framing == Framing.Length) content.Headers.ContentLength = head.Length;
        if (proxyRequest.Headers.Host is null) throw new HttpRequestException($"The host {head.Host} cannot be told over this way.");
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return true;
        forwarding.Answered();
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        var headers = httpContext.Response.Headers;
        if (proxyResponse.Headers.NonValidated.TryGetValues("Connection", out var connection))
            foreach (var line in connection)
            foreach (var word in line.Split(','))
                if (ConnectionOptions.Names(word.AsSpan().Trim(" \t")) is { IsEmpty: false } name) headers.Remove(name.ToString());
        // RFC 9110, 8.6 and 15.3.6: none has a body, and the server refuses a length.
        if ((int)proxyResponse.StatusCode is 204 or 205) headers.ContentLength = null;
        // The head is told before its body, whenever that comes. Without a body the server tells it at the end, which is now.
        var changesProtocol = proxyResponse.StatusCode == System.Net.HttpStatusCode.SwitchingProtocols || HttpMethods.IsConnect(httpContext.Request.Method);
        if (!changesProtocol && proxyResponse.Content.Headers.ContentLength != 0) await httpContext.Response.BodyWriter.FlushAsync(cancellationToken);
        return true;
    }
}
