using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Spinner.Host.Settings;

namespace Spinner.Host.Control;

/// <summary>The routes and who may use them.</summary>
static class ControlApi
{
    private const string Child = "/v1/children/{name}";

    public static void Map(IEndpointRouteBuilder routes, ChildRoutes children, StreamRoutes streams, StateRoutes state)
    {
        routes.MapGet("/v1/children", (Delegate)children.ListAsync).Needs(Role.Observe).Answers("children", "All children by name",
            typeof(Dictionary<string, Contract.ChildView>));
        routes.MapGet(Child, (Delegate)children.GetAsync).Needs(Role.Observe).Answers("child", "One child", typeof(Contract.ChildView), 404);
        routes.MapPost(Child + "/start", (Delegate)children.StartAsync).Needs(Role.Operate)
            .Answers("start", "Starts a child unless it is started, and waits until it listens; the body may have options",
                typeof(Contract.StartedReply), 400, 404, 422, 502, 503, 504);
        routes.MapPost(Child + "/stop", (Delegate)children.StopAsync).Needs(Role.Operate).Answers("stop",
            "Stops a child and waits until its process group is gone", typeof(Contract.StatusReply));
        routes.MapPost(Child + "/restart", (Delegate)children.RestartAsync).Needs(Role.Operate)
            .Answers("restart", "Replaces the process, or starts it", typeof(Contract.StartedReply), 404, 502, 503, 504);
        routes.MapDelete(Child, (Delegate)children.RemoveAsync).Needs(Role.Define).Answers("remove", "Stops a child and forgets it",
            typeof(Contract.StatusReply), 404);
        routes.MapPost("/v1/stop-all", (Delegate)children.StopAllAsync).Needs(Role.Operate).Answers("stopAll", "Stops all children",
            typeof(Contract.StatusReply));
        routes.MapPost("/v1/reload", (Delegate)state.ReloadAsync).Needs(Role.Define).Answers("reload", "Reads the file again",
            typeof(Contract.ReloadReply), 400);
        routes.MapGet("/v1/events", (Delegate)streams.EventsAsync).Needs(Role.Observe).Streams("events",
            "Events; Last-Event-ID replays what came after it");
        routes.MapGet(Child + "/logs", (Delegate)streams.LogsAsync).Needs(Role.Observe).Streams("logs",
            "Lines of output; tail=N of the past (100), follow=true goes on");
        routes.MapGet("/health", (Delegate)state.HealthAsync).Needs(Role.Observe).Answers("health", "Whether the daemon works",
            typeof(Contract.HealthReply), 503);
        routes.MapGet("/metrics", (Delegate)state.Metrics).Needs(Role.Observe).WithSummary("Prometheus metrics").Produces<string>(
            contentType: MetricsText.ContentType);
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, string name, string summary, Type reply, params int[] problems)
    {
        route.WithName(name).WithSummary(summary).Produces(StatusCodes.Status200OK, reply);
        foreach (var status in problems) route.Produces<Contract.Problem>(status, Contract.Problem.ContentType);
        return route;
    }

    private static void Streams(this RouteHandlerBuilder route, string name, string summary) =>
        route.WithName(name).WithSummary(summary).Produces<string>(contentType: "text/event-stream");

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Role role) => route.WithMetadata(new NeededRole(role));
}
