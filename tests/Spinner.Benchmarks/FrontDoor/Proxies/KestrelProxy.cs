using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Spinner.FrontDoor;

namespace Spinner.Benchmarks.FrontDoor.Proxies;

/// <summary>The web server of the front door and nothing of the door: what is put behind it shows what that costs.</summary>
internal sealed class KestrelProxy : IProxy
{
    private readonly WebApplication _app;
    private readonly IAsyncDisposable _behind;

    private KestrelProxy(WebApplication app, IAsyncDisposable behind) => (_app, _behind) = (app, behind);

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>Listens.</summary>
    /// <param name="inline">Sockets as the door has them; see <see cref="InlineCompletions"/>.</param>
    /// <param name="behind">Disposed with it.</param>
    /// <param name="answer">Answers a request.</param>
    public static async Task<KestrelProxy> StartAsync(bool inline, IAsyncDisposable behind, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = inline);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new KestrelProxy(app, behind);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _behind.DisposeAsync();
    }
}
