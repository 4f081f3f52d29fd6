using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spinner.Control.Access;
using Spinner.Control.Routes;
using Spinner.Dashboard.Files;
using Spinner.Dashboard.Security;
using Spinner.FrontDoor.Server;

namespace Spinner.Dashboard.Server;

/// <summary>The web application of the page.</summary>
static class PageApp
{
    private const int MaxBody = 256 * 1024;
    private const int MaxConnections = 256;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">Nothing can listen there.</exception>
    public static async Task<(WebApplication App, IPEndPoint Endpoint)> StartAsync(
        IPEndPoint at, IReadOnlyList<string> hosts, ControlRoutes routes, Callers callers, ILoggerFactory logs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var app = Build(at, hosts, routes, callers, logs, clock);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new IOException($"The page cannot listen on {at}: {taken.Message} Choose another place with host.dashboard-listen.", taken);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (app, new IPEndPoint(at.Address, new Uri(address).Port));
    }

    private static WebApplication Build(IPEndPoint at, IReadOnlyList<string> hosts, ControlRoutes routes, Callers callers, ILoggerFactory logs, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ControlPipeline.AddTo(builder.Services, logs, clock);
        // The daemon listens to signals.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            // Who reads a log slowly reads all of it.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(at);
        });
        var app = builder.Build();
        var names = new HostNames(hosts);
        app.Use(next => context => PageGuard.CheckAsync(context, names, next));
        app.Use(next => context => PageFiles.ServeAsync(context, next));
        app.Use(next => context => PageGuard.CheckSiteAsync(context, next));
        ControlPipeline.Use(app, callers);
        ControlApi.Map(app, routes);
        return app;
    }
}
