using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Http;

/// <summary>Turns what a route throws into an answer.</summary>
sealed partial class Failures(TimeProvider clock, ILogger<Failures> log)
{
    public async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await AnswerAsync(context, OfStatus(context.Response.StatusCode));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Of(context, error));
        }
    }

    private Problem Of(HttpContext context, Exception error)
    {
        switch (error)
        {
            case Exception when SpinnerEndedException.RejectionIn(error) is { } rejected: return Problems.Of(rejected);
            case BadHttpRequestException bad: return Problems.Of(bad.StatusCode, "badRequest", bad.Message);
            case TimeoutException late: return Problems.Of(StatusCodes.Status504GatewayTimeout, "timeout", late.Message);
            default:
                LogBug(context.Request.Method, context.Request.Path, error);
                return Problems.Of(StatusCodes.Status500InternalServerError, "internalError", "An error in the daemon; its log says more.");
        }
    }

    private static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problems.Of(status, "notFound", "There is nothing at this path; /openapi.json says what there is."),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(status, "methodNotAllowed",
            "This path does not take this method; the header Allow says which it takes."),
        _ => Problems.Of(status, "badRequest", "The request cannot be answered."),
    };

    private Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (problem is { Status: StatusCodes.Status503ServiceUnavailable, RetryAt: { } retryAt })
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((retryAt - clock.GetUtcNow()).TotalSeconds)).ToString(
                CultureInfo.InvariantCulture);
        return Problems.Answer(problem).ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogBug(string method, string path, Exception error);
}
