using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// Sends requests through the door to a server of its own before anybody else can, so that the first visitor does not wait for the compiler.
/// </summary>
static class WarmUp
{
    // The runtime compiles a method well after thirty calls.
    private const int Requests = 60;

    public static async Task RunAsync(Door door, CancellationToken cancellationToken)
    {
        // A unix socket, so that no port is open meanwhile.
        if (!System.Net.Sockets.Socket.OSSupportsUnixDomainSockets) return;
        var directory = Directory.CreateTempSubdirectory("spinner-");
        try
        {
            var endpoint = new UnixEndpoint(Path.Combine(directory.FullName, "w"));
            await using var app = Build(door, endpoint);
            await app.StartAsync(cancellationToken);
            using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => endpoint.ConnectAsync(token) };
            using var client = new HttpClient(handler);
            for (var i = 0; i < Requests; i++) _ = await client.GetByteArrayAsync(new Uri("http://inside/"), cancellationToken);
        }
        finally
        {
            door.EndRehearsal();
            directory.Delete(recursive: true);
        }
    }

    private static WebApplication Build(Door door, UnixEndpoint endpoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(endpoint.Path));
        var app = builder.Build();
        // The answer of the "child" is the same server, which the door's header tells from the visitor.
        app.Run(context => context.Request.Headers.ContainsKey("X-Forwarded-For") ? context.Response.WriteAsync("warm") : door.RehearseAsync(context, endpoint));
        return app;
    }
}
