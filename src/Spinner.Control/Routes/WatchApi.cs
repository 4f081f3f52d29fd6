using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Spinner.Control.Access;
using Spinner.Control.Contract;

namespace Spinner.Control.Routes;

/// <summary>The routes for people who look.</summary>
static class WatchApi
{
    public static void Map(IEndpointRouteBuilder routes, WatchRoutes watch)
    {
        routes.MapGet("/v1/live", (Delegate)watch.LiveAsync).Needs(Role.Observe)
            .Streams("live", "One stream of all that is watched: children and what they use, first as they are, then as they change; what happens; lines of output",
                typeof(ChildView), 400, 404, 503)
            .Takes(ParameterLocation.Query, "children", JsonSchemaType.Boolean, "Events children (all of them, first), child, removed, and usage once a second")
            .Takes(ParameterLocation.Query, "events", JsonSchemaType.Boolean, "Events event: what happens from now on")
            .Takes(ParameterLocation.Query, "log", JsonSchemaType.String, "Events log: lines of this child as they were written, several at a time; may be given more than once")
            .Takes(ParameterLocation.Query, "tail", JsonSchemaType.Integer, "Lines of the past of each of these; 200 if not given");
        routes.MapGet("/v1/recent", (Delegate)watch.Recent).Needs(Role.Observe)
            .Answers("recent", "The last 30 events of each child, 1000 in all, oldest first", typeof(EventView[]));
        routes.MapGet(ControlApi.Child + "/events", (Delegate)watch.Events).Needs(Role.Observe)
            .Answers("childEvents", "The last 100 events of a child, oldest first", typeof(EventView[])).OfChild();
        routes.MapGet(ControlApi.Child + "/usage", (Delegate)watch.Usage).Needs(Role.Observe)
            .Answers("usage", "What a child used in the last hour, a step every 15 seconds; nothing with host.history = off", typeof(UsageView)).OfChild();
        routes.MapGet(ControlApi.Child + "/options", (Delegate)watch.OptionsAsync).Needs(Role.Observe)
            .Answers("options", "The options in force, each with where it comes from", typeof(OptionView[]), 404).OfChild();
        routes.MapGet("/v1/daemon", (Delegate)watch.Daemon).Needs(Role.Observe).Answers("daemon", "What the daemon is and where it listens", typeof(DaemonView));
        routes.MapGet("/v1/me", (Delegate)WatchRoutes.Me).Needs(Role.Observe).Answers("me", "Who asks, and what that may do", typeof(MeView));
    }
}
