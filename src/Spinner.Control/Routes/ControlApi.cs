using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Spinner.Control.Access;
using Spinner.Control.Contract;

namespace Spinner.Control.Routes;

/// <summary>The routes and who may use them.</summary>
static class ControlApi
{
    /// <summary>The path of one child.</summary>
    public const string Child = "/v1/children/{name}";

    // What a start or a restart may come to when the request itself was right.
    private static readonly int[] Outcomes = [404, 409, 422, 500, 502, 503, 504];

    public static void Map(IEndpointRouteBuilder routes, ControlRoutes all)
    {
        var (run, streams, state) = (all.Run, all.Streams, all.State);
        MapChildren(routes, all.Children);
        WatchApi.Map(routes, all.Watch);
        SessionApi.Map(routes, all.Sessions);
        routes.MapPost(Child + "/run", (Delegate)run.RunAsync).Needs(Role.Operate)
            .Streams("run", "Runs a task, or joins its run: stdout and stderr are bytes in base64, done says that it has ended well, failed that not",
                typeof(string), 400, 404, 409, 413, 503, 504)
            .OfChild().TakesOptions("Arguments after those the task has, for this run, as args; nothing: none.");
        routes.MapPost("/v1/stop-all", (Delegate)all.Children.StopAllAsync).Needs(Role.Operate)
            .Answers("stopAll", "Stops all children", typeof(StatusReply), 500, 503, 504);
        routes.MapPost("/v1/reload", (Delegate)state.ReloadAsync).Needs(Role.Define)
            .Answers("reload", "Reads the file again; what is wrong with it changes nothing", typeof(ReloadReply), 400);
        routes.MapGet("/v1/events", (Delegate)streams.EventsAsync).Needs(Role.Observe)
            .Streams("events", "What happens, each with its id; missed says what this reader lost, end that nothing follows",
                typeof(EventView), 400, 503)
            .Takes(ParameterLocation.Header, "Last-Event-ID", JsonSchemaType.String, "The id of the last event seen; those after it come again")
            .Takes(ParameterLocation.Query, "after", JsonSchemaType.String, "The same; a plain number is one of this daemon, 0 replays all it kept");
        routes.MapGet(Child + "/logs", (Delegate)streams.LogsAsync).Needs(Role.Observe)
            .Streams("logs", "Lines of output; missed says that files were dropped before they were read, end that nothing follows",
                typeof(string), 400, 404)
            .OfChild()
            .SelectsLines()
            .Takes(ParameterLocation.Query, "raw", JsonSchemaType.Boolean,
                "Each line as a JSON string of what was written; else as plain text without control sequences");
        routes.MapGet("/v1/logs", (Delegate)streams.AllLogsAsync).Needs(Role.Observe)
            .Streams("allLogs", "Lines of output of several children, of all when none is named, by their time; to be followed, of those that are there",
                typeof(LogLineView), 400, 404)
            .Takes(ParameterLocation.Query, "name", JsonSchemaType.String, "A child; may be given more than once")
            .SelectsLines()
            .Takes(ParameterLocation.Query, "raw", JsonSchemaType.Boolean, "Each line as it was written; else as plain text without control sequences");
        routes.MapGet("/health", (Delegate)state.HealthAsync).Needs(Role.Observe)
            .Answers("health", "Whether the daemon works", typeof(HealthReply)).Produces<HealthReply>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/metrics", (Delegate)state.Metrics).Needs(Role.Observe).WithName("metrics").WithSummary("Prometheus metrics")
            .Produces<string>(contentType: MetricsText.ContentType).Fails();
    }

    private static void MapChildren(IEndpointRouteBuilder routes, ChildRoutes children)
    {
        routes.MapGet("/v1/children", (Delegate)children.ListAsync).Needs(Role.Observe)
            .Answers("children", "All children by name", typeof(Dictionary<string, ChildView>));
        routes.MapGet("/v1/ad-hoc", (Delegate)children.AdHocAsync).Needs(Role.Define)
            .Answers("adHoc", "The children that are not in the file, as HOCON with the values of their variables", typeof(AdHocReply));
        routes.MapGet(Child, (Delegate)children.GetAsync).Needs(Role.Observe).Answers("child", "One child", typeof(ChildView), 404).OfChild();
        routes.MapGet("/v1/plan/{name}", (Delegate)children.PlanAsync).Needs(Role.Observe)
            .Answers("plan", "What a start of a child would come to just now; nothing is done", typeof(PlanView), 404).OfChild();
        routes.MapPost(Child + "/start", (Delegate)children.StartAsync).Needs(Role.Operate)
            .Answers("start", "Starts a child unless it is started, and waits until it is ready: it listens, lives, or, of a task, has ended well", typeof(StartedReply), [400, 413, .. Outcomes])
            .OfChild().TakesOptions()
            .Takes(ParameterLocation.Query, ChildRoutes.Needs, JsonSchemaType.String, "off: it is launched whether or not what it needs is there; on if not given");
        routes.MapPost(Child + "/stop", (Delegate)children.StopAsync).Needs(Role.Operate)
            .Answers("stop", "Stops a child and waits until its process group is gone", typeof(StatusReply), 400, 500, 504).OfChild()
            .Takes(ParameterLocation.Query, ChildRoutes.Drain, JsonSchemaType.String,
                "off: at once, whoever uses it; on if not given: its uses, requests through the front door say, may end within its drain-timeout before");
        routes.MapPost(Child + "/restart", (Delegate)children.RestartAsync).Needs(Role.Operate)
            .Answers("restart", "Replaces the process, or starts it", typeof(StartedReply), Outcomes).OfChild();
        routes.MapDelete(Child, (Delegate)children.RemoveAsync).Needs(Role.Define)
            .Answers("remove", "Stops a child and forgets it", typeof(StatusReply), 404, 500, 504).OfChild();
    }

    private static RouteHandlerBuilder SelectsLines(this RouteHandlerBuilder route) => route
        .Takes(ParameterLocation.Query, "tail", JsonSchemaType.Integer,
            $"Lines of the past of each child, the latest that fit, 0 to {StreamRoutes.MaxTail}; if not given 100, or all that fit since, stream or grep")
        .Takes(ParameterLocation.Query, "follow", JsonSchemaType.Boolean, "Go on with what is written; false if not given")
        .Takes(ParameterLocation.Query, "since", JsonSchemaType.String, $"Only what was read then or later: {SinceText.Allowed}")
        .Takes(ParameterLocation.Query, "stream", JsonSchemaType.String, "Only one stream: out or err")
        .Takes(ParameterLocation.Query, "grep", JsonSchemaType.String, "Only lines that this regular expression matches, without look-around and references");

    /// <summary>Who may use it.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Role role) => route.WithMetadata(new NeededRole(role));
}
