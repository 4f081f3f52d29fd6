using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Http;

namespace Spinner.Control.Routes;

/// <summary>The control API in any web application of ours.</summary>
static class ControlPipeline
{
    /// <summary>What it needs.</summary>
    public static void AddTo(IServiceCollection services, ILoggerFactory logs, TimeProvider clock)
    {
        services.AddSingleton(logs).AddSingleton(clock).AddSingleton<Failures>();
        services.AddLogging();
        services.AddRoutingCore();
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractJson.Readable);
            // Numbers are numbers, in the description too.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // What a list of children repeats is most of it. Nothing in an answer is both secret and chosen by a caller.
        services.AddResponseCompression(answers =>
        {
            answers.EnableForHttps = true;
            answers.Providers.Add<GzipCompressionProvider>();
            answers.MimeTypes = ["application/json"];
        });
    }

    /// <summary>What a request goes through up to its route.</summary>
    /// <param name="app">The application.</param>
    /// <param name="callers">Who may use it.</param>
    public static void Use(WebApplication app, Callers callers)
    {
        app.UseResponseCompression();
        app.Use(next => context => app.Services.GetRequiredService<Failures>().CatchAsync(context, next));
        app.Use(next => context => Heads.TakeAsync(context, next));
        app.Use(next => context => ChildPath.InvokeAsync(context, next));
        app.UseRouting();
        app.Use(next => context => callers.CheckAsync(context, next));
    }
}
