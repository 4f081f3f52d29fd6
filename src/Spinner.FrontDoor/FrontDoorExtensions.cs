using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.FrontDoor;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The front door in an ASP.NET Core application of one's own.</summary>
public static class FrontDoorExtensions
{
    /// <summary>
    /// Brings what no other endpoint of the application answers to the children of its <see cref="ISpinner"/>, and starts them when they are not
    /// started. Ends with the application.
    /// </summary>
    /// <param name="endpoints">The application; <c>AddSpinner()</c> has made its spinner known.</param>
    /// <param name="options">Routes and limits; null: every child at <c>name.localhost</c>.</param>
    /// <returns>For conventions such as <c>RequireAuthorization()</c>.</returns>
    /// <remarks>Limits of the server (size and time of request heads, header encoding) are the application's: see <see cref="FrontDoorServer"/>.</remarks>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    public static IEndpointConventionBuilder MapSpinner(this IEndpointRouteBuilder endpoints, FrontDoorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var door = new Door(services.GetRequiredService<ISpinner>(), options, services.GetService<ILoggerFactory>());
        // Not awaited: closing a door waits for nobody but its own watch.
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(() => _ = door.DisposeAsync().AsTask());
        return endpoints.MapSpinner(door);
    }

    /// <summary>Brings everything below a path to one child, in any host; the path is taken away before the child sees it.</summary>
    /// <param name="endpoints">The application; <c>AddSpinner()</c> has made its spinner known.</param>
    /// <param name="path">Begins with a slash; <c>/</c> for everything.</param>
    /// <param name="child">A child's name, or a script to run.</param>
    /// <param name="start">How to start it, if the spinner does not know it otherwise. It listens on a TCP port unless this says another endpoint.</param>
    /// <returns>For conventions such as <c>RequireAuthorization()</c>.</returns>
    /// <exception cref="ArgumentException">The path or the name is wrong.</exception>
    public static IEndpointConventionBuilder MapSpinner(this IEndpointRouteBuilder endpoints, string path, string child, ChildOptions? start = null) =>
        endpoints.MapSpinner(new FrontDoorOptions
        {
            Domain = FrontDoorOptions.NoDomain,
            Routes = [new FrontDoorRoute { Name = child, Path = path, StripPath = true, Start = start }],
        });

    /// <summary>The same for a door of one's own, which can be given other options at run time; its owner disposes it.</summary>
    public static IEndpointConventionBuilder MapSpinner(this IEndpointRouteBuilder endpoints, Door door)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(door);
        // One prefix of every route: the endpoint is the whole subtree, so that several doors can share an application.
        var paths = door.Options.Domain == FrontDoorOptions.NoDomain
            ? door.Options.Routes.Select(r => r.Path?.TrimEnd('/') ?? "").Distinct().ToList()
            : [""];
        var mapped = endpoints.MapFallback(paths is [var only] ? $"{only}/{{**rest}}" : "{**rest}", door.HandleAsync);
        return mapped.WithDisplayName($"Spinner front door {string.Join(' ', paths)}");
    }

    /// <summary>Ends the pipeline with a door: the shortest way, without routing. Its owner disposes it.</summary>
    public static void RunSpinner(this IApplicationBuilder app, Door door)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(door);
        app.Run(door.HandleAsync);
    }
}
