using Spinner.Actors;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Answers;

/// <summary>All that the door refuses, and why. What a stranger may read: names of children and states, no paths, no output.</summary>
static class Refusals
{
    private const int MostKnown = 100;
    private const int MostShown = 100;
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    public static Refusal Ambiguous { get; } = new(400, "The request does not say clearly where its body ends. It was not passed on.") { Closes = true };

    public static Refusal UnknownCoding { get; } = new(501, "The body of the request has a transfer coding other than chunked.") { Closes = true };

    public static Refusal BadTarget { get; } = new(400, "There is a control character, a space, a # or a byte beyond ASCII in what is asked for.") { Closes = true };

    public static Refusal TargetTooLong { get; } = new(414, "What is asked for is longer than front-door.max-request-head.") { Closes = true };

    public static Refusal BadHost { get; } = new(400, "The host of the request is no host.") { Closes = true };

    public static Refusal BadField { get; } = new(400, "A header of the request is none: its name is no token, or a control character stands in it.") { Closes = true };

    public static Refusal Loop { get; } = new(508, "The request has come through this door before, or through too many proxies: see its header Via.");

    /// <summary>Max-Forwards is used up.</summary>
    public static Refusal LastHop { get; } = new(204, "OPTIONS was answered here, as its Max-Forwards asks for.") { Allow = Methods };

    public static Refusal WrongBody { get; } = new(400, "The body of the request is broken off, or its chunks are none.") { Closes = true };

    /// <summary>The route is chosen by the body, which does not say which.</summary>
    public static Refusal NoField(RouteChoice choice) =>
        new(400, $"The body has to be a JSON object with a text as '{choice.Field}'. {Known(choice)}") { Kind = "no field in the body" };

    public static Refusal UnknownValue(RouteChoice choice, string value) =>
        new(404, $"There is no {choice.Field} '{Shown(value)}' here. {Known(choice)}") { Kind = "unknown value in the body" };

    public static Refusal BodyTooLong(RouteChoice choice) =>
        new(413, $"The body has more than {RouteChoice.MostBytes} bytes, and is looked at for its '{choice.Field}'.") { Kind = "body too long", Closes = true };

    public static Refusal SlowBody(Route route) =>
        new(408, $"The body did not come within {route.MaxWait.TotalSeconds:0.###} s.") { Kind = "slow body", Closes = true };

    /// <summary>What the server could not read.</summary>
    public static Refusal Unread(int status, string reason) => status switch
    {
        408 => new Refusal(status, "The request did not come in time."),
        414 => TargetTooLong,
        431 => new Refusal(status, "The head of the request is longer than front-door.max-request-head."),
        505 => new Refusal(status, "Allowed are HTTP/1.0 and HTTP/1.1, and HTTP/2 where the address says so."),
        _ => new Refusal(status, $"The request is none of HTTP. {reason}."),
    };

    public static Refusal NoSuchMethod(string method) => new(405, $"{method} is for no app.") { Allow = Methods, Closes = true };

    public static Refusal Failed(Exception failed) => new(500, "The door failed. Its log says why.")
    {
        Kind = failed.GetType().Name,
        Cause = $"{failed.GetType().Name}: {failed.Message}",
    };

    public static Refusal WrongAnswer(Route route, string why) => new(502, $"'{route.App.Title}' answered with what is no HTTP: {why}.") { Kind = why };

    public static Refusal Busy { get; } = new(503, "The spinner did not say in time whether it knows such a child.") { RetryAfter = 1 };

    public static Refusal UnknownHost(string host, string? domain) => new(404,
        $"Nothing is reachable at '{host}' with this path.\n" +
        (domain is null ? "" : $"A child is reachable at http://<name>.{domain}/ with the port of this address; its name is in lower case there.\n") +
        "Other hosts and paths are given by the block front-door.routes.") { Kind = "unknown host" };

    public static Refusal NoEndpoint(Route route) => new(404,
        $"'{route.App.Title}' listens on nothing (endpoint = none): a worker or a task answers no requests. It was not started for this one.")
        { Kind = "no endpoint" };

    public static Refusal QueueFull(Route route) =>
        new(503, $"'{route.App.Title}' is starting, and {route.Queue} requests wait for it already.") { RetryAfter = route.App.Starts.SecondsLeft };

    public static Refusal TooLate(Route route) =>
        new(503, $"'{route.App.Title}' did not start within {route.MaxWait.TotalSeconds:0.###} s. It may still do.") { RetryAfter = route.App.Starts.SecondsLeft };

    /// <summary>The start goes on without who asked for it.</summary>
    public static Refusal Poked(Route route) =>
        new(202, $"'{route.App.Title}' is starting. What was asked for was not passed on: ask again.") { RetryAfter = route.App.Starts.SecondsLeft };

    public static Refusal Crowded(Route route) =>
        new(503, $"'{route.App.Title}' has {route.MaxConcurrency} requests at a time, which is its limit, and {route.Queue} wait for a place already.") { RetryAfter = 1 };

    public static Refusal TooCrowded(Route route) =>
        new(503, $"'{route.App.Title}' has {route.MaxConcurrency} requests at a time, and had no place for another within {route.MaxWait.TotalSeconds:0.###} s.") { RetryAfter = 1 };

    public static Refusal NoAnswer(Route route) =>
        new(504, $"'{route.App.Title}' did not begin an answer within {route.FirstAnswer.TotalSeconds:0.###} s.");

    public static Refusal Broken(Route route) => new(502, $"'{route.App.Title}' ended, or closed the connection, before it had answered.");

    public static Refusal Unreachable(Route route) => new(502, $"'{route.App.Title}' does not listen where it should any more. It is looked after.");

    public static Refusal LateStart(Route route) => new(504, $"'{route.App.Title}' did not start in time.");

    private static string Known(RouteChoice choice) => $"Known: {string.Join(", ", choice.Routes.Keys.Order(StringComparer.Ordinal).Take(MostKnown))}.";

    private static string Shown(string value) => new([.. value.Take(MostShown).Select(c => char.IsControl(c) ? '?' : c)]);

    /// <summary>Why the child could not be started.</summary>
    public static Refusal NotStarted(Rejected why, TimeProvider clock)
    {
        var (status, words) = why.Reason switch
        {
            SpinnerError.NoSuchChild => (404, "is not known any more"),
            SpinnerError.StartTimedOut => (504, "did not become ready in time"),
            SpinnerError.Faulted or SpinnerError.CrashLoop => (503, "failed too often and is not started for a while"),
            SpinnerError.Unkillable => (503, "has a process that cannot be ended"),
            SpinnerError.Aborted => (503, "was stopped meanwhile"),
            SpinnerError.ShuttingDown => (503, "is not started any more: the spinner is shutting down"),
            SpinnerError.NoRoom => (503, "was not started: there is no room for it, and what runs is used"),
            SpinnerError.NoEndpoint => (503, "could not be given an endpoint"),
            SpinnerError.InvalidOptions => (500, "has wrong options"),
            _ => (502, "could not be started"),
        };
        return new Refusal(status, $"'{App.TitleOf(why.Name)}' {words}.")
        {
            RetryAfter = why.RetryAt is { } at ? Refusal.Seconds(at - clock.GetUtcNow()) : status == 503 ? 1 : null,
            Kind = words,
            ErrorTail = why.ErrorTail.Count > 0 ? why.ErrorTail : [why.Detail],
        };
    }
}
