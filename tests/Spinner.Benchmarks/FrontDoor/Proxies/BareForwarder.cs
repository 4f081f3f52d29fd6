using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Spinner.Actors;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.Benchmarks.FrontDoor.Proxies;

/// <summary>YARP's forwarder with nothing around it: no routes, no gate, no limits, no headers of a proxy. The front door cannot be faster.</summary>
internal sealed class BareForwarder : IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromDays(24), Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly HttpMessageInvoker _child;
    private readonly IHttpForwarder _forwarder;

    private BareForwarder(ChildEndpoint child)
    {
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
        _child = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = (_, token) => child.ConnectAsync(token),
        });
    }

    public static async Task<IProxy> StartAsync(ChildEndpoint child, bool inline)
    {
        var bare = new BareForwarder(child);
        return await KestrelProxy.StartAsync(inline, bare, bare.AnswerAsync);
    }

    public ValueTask DisposeAsync()
    {
        _child.Dispose();
        return _services.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context) => await _forwarder.SendAsync(context, "http://child", _child, Config);
}
