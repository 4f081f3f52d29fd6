using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Spinner.Control.Contract;

namespace Spinner.Control.Routes;

/// <summary>What the document /openapi.json says about a route.</summary>
static class Description
{
    private const string Bearer = "bearer";

    /// <summary>What holds for all routes.</summary>
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo { Title = "spinner", Version = ProgramVersion.Text };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "A token of host.tokens, over TCP; the unix socket needs none.",
        };
        return Task.CompletedTask;
    });

    /// <param name="route">The route.</param>
    /// <param name="name">Its operation.</param>
    /// <param name="summary">In words.</param>
    /// <param name="reply">What it answers with 200.</param>
    /// <param name="problems">With what else it may answer besides what the gate does.</param>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, string name, string summary, Type reply, params int[] problems) =>
        route.WithName(name).WithSummary(summary).Produces(StatusCodes.Status200OK, reply).Fails(problems);

    /// <summary>The same for server-sent events.</summary>
    public static RouteHandlerBuilder Streams(this RouteHandlerBuilder route, string name, string summary, Type data, params int[] problems) =>
        route.WithName(name).WithSummary(summary).Produces(StatusCodes.Status200OK, data, "text/event-stream").Fails(problems);

    /// <summary>Its answers that are problems; those of the gate among them.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] problems)
    {
        foreach (var status in (int[])[.. problems, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden])
            route.Produces<Problem>(status, Problem.ContentType);
        return route;
    }

    /// <summary>The child's name in its path.</summary>
    public static RouteHandlerBuilder OfChild(this RouteHandlerBuilder route) =>
        route.Takes(ParameterLocation.Path, "name", JsonSchemaType.String, "The child's name, percent-encoded");

    /// <summary>A parameter that may be left out, unless it is in the path.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, ParameterLocation place, string name, JsonSchemaType type, string what) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name, In = place, Required = place == ParameterLocation.Path, Description = what, Schema = new OpenApiSchema { Type = type },
            });
            return Task.CompletedTask;
        });

    /// <summary>A child's options as its body.</summary>
    public static RouteHandlerBuilder TakesOptions(
        this RouteHandlerBuilder route, string what = "Options over those the file has for this name; nothing: as they are.") => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = what,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = OptionsSchema.Create() } },
        };
        return Task.CompletedTask;
    });
}
