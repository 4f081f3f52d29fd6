using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// By YARP and .NET's HTTP client, for what is no plain HTTP/1.1: children that speak HTTP/2, and WebSockets over HTTP/2. The head is the door's all
/// the same.
/// </summary>
sealed class YarpForwarder(IHttpForwarder forwarder) : IForwarder
{
    private const string Destination = "http://child";

    // The forwarder's own time-out counts silence, also of a WebSocket; the door's counts until the answer begins.
    private static readonly ForwarderRequestConfig Http1 = ConfigOf(System.Net.HttpVersion.Version11);
    private static readonly ForwarderRequestConfig Http2 = ConfigOf(System.Net.HttpVersion.Version20);

    public async ValueTask<ForwardResult> SendAsync(ForwardingContext forwarding, HttpContext context)
    {
        var hasBody = forwarding.Head.Framing != Framing.None;
        forwarding.Sending(hasBody);
        if (hasBody) context.Request.Body = new TimedBody(context.Request.Body, forwarding, forwarding.Round);
        var error = await forwarder.SendAsync(context, Destination, forwarding.Upstream.Invoker, forwarding.Route.Http == 2 ? Http2 : Http1,
            new YarpTransformer(forwarding, Destination), forwarding.Deadline);
        return error switch
        {
            ForwarderError.None => ForwardResult.Answered,
            _ when forwarding.WrongAnswer is not null => ForwardResult.Wrong,
            ForwarderError.RequestBodyClient => ForwardResult.WrongBody,
            _ when context.GetForwarderErrorFeature()?.Exception?.GetBaseException() is SocketException => ForwardResult.Unreachable,
            _ => ForwardResult.Lost,
        };
    }

    private static ForwarderRequestConfig ConfigOf(Version version) =>
        new() { ActivityTimeout = TimeSpan.FromDays(24), Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
}
