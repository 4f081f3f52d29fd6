using Spinner.Actors;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Answers;

/// <summary>All that the door refuses, and why. What a stranger may read: names of children and states, no paths, no output.</summary>
static class Refusals
{
    public static Refusal Ambiguous { get; } = new(400, "The request gives the length of its body in two ways. It was not passed on.");

    public static Refusal Busy { get; } = new(503, "The spinner did not say in time whether it knows such a child.") { RetryAfter = 1 };

    public static Refusal UnknownHost(string host, string? domain) => new(404,
        $"Nothing is reachable at '{host}' with this path.\n" +
        (domain is null ? "" : $"A child is reachable at http://<name>.{domain}/ with the port of this address; its name is in lower case there.\n") +
        "Other hosts and paths are given by the block front-door.routes.");

    public static Refusal QueueFull(Route route) =>
        new(503, $"'{route.App.Title}' is starting, and {route.Queue} requests wait for it already.") { RetryAfter = 1 };

    public static Refusal TooLate(Route route) =>
        new(503, $"'{route.App.Title}' did not start within {route.MaxWait.TotalSeconds:0.###} s. It may still do.") { RetryAfter = 1 };

    public static Refusal Crowded(Route route) =>
        new(503, $"'{route.App.Title}' has {route.MaxConcurrency} requests at a time, which is its limit.") { RetryAfter = 1 };

    public static Refusal NoAnswer(Route route) =>
        new(504, $"'{route.App.Title}' did not begin an answer within {route.FirstAnswer.TotalSeconds:0.###} s.");

    public static Refusal Broken(Route route) => new(502, $"'{route.App.Title}' ended, or closed the connection, before it had answered.");

    public static Refusal LateStart(Route route) => new(504, $"'{route.App.Title}' did not start in time.");

    /// <summary>Why the child could not be started.</summary>
    public static Refusal NotStarted(SpinnerException why, TimeProvider clock)
    {
        var (status, words) = why.Reason switch
        {
            StartFailure.NoSuchChild => (404, "is not known any more"),
            StartFailure.StartTimedOut => (504, "did not become ready in time"),
            StartFailure.Faulted or StartFailure.CrashLoop => (503, "failed too often and is not started for a while"),
            StartFailure.Unkillable => (503, "has a process that cannot be ended"),
            StartFailure.Aborted => (503, "was stopped meanwhile"),
            StartFailure.ShuttingDown => (503, "is not started any more: the spinner is shutting down"),
            StartFailure.NoEndpoint => (503, "could not be given an endpoint"),
            StartFailure.InvalidOptions => (500, "has wrong options"),
            _ => (502, "could not be started"),
        };
        return new Refusal(status, $"'{App.TitleOf(why.Child)}' {words}.")
        {
            RetryAfter = why.RetryAt is { } at ? Refusal.Seconds(at - clock.GetUtcNow()) : status == 503 ? 1 : null,
            ErrorTail = why.ErrorTail.Count > 0 ? why.ErrorTail : [why.Rejected.Detail],
        };
    }
}
