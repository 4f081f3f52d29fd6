using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Spinner.Control.Access;
using Spinner.Control.Contract;

namespace Spinner.Control.Routes;

/// <summary>The routes of the way into the page.</summary>
static class SessionApi
{
    public static void Map(IEndpointRouteBuilder routes, SessionRoutes sessions)
    {
        routes.MapPost("/v1/codes", (Delegate)sessions.OpenAsync).WithMetadata(new OwnOnly())
            .Answers("openPage", "Has the page listen, and makes a code for it that is good once; over the unix socket only", typeof(CodeReply), 400, 409);
        routes.MapPost("/v1/sessions", (Delegate)sessions.BeginAsync).WithMetadata(new OpenToAll())
            .Answers("beginSession", "A bearer token for a code", typeof(SessionReply));
        routes.MapGet("/v1/sessions", (Delegate)sessions.List).Needs(Role.Define).Answers("sessions", "Who is at the page", typeof(SessionView[]));
        routes.MapDelete("/v1/sessions/{session}", (Delegate)sessions.End).Needs(Role.Observe)
            .Answers("endSession", "Ends a session: its own, or any of who may do all", typeof(StatusReply), 404);
    }
}
