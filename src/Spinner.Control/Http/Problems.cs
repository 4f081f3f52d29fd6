using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Http;

/// <summary>What goes wrong, as answers.</summary>
static class Problems
{
    public static Problem Of(Rejected rejected) => Of(StatusOf(rejected.Reason), Views.NameOf(rejected.Reason), rejected.Detail) with
    {
        Name = rejected.Name,
        ErrorTail = rejected.ErrorTail,
        RetryAt = rejected.RetryAt,
        Attempts = rejected.Attempts,
        LastExit = Views.Of(rejected.LastExit),
    };

    public static Problem Of(StopFailed failed) => Of(
        StatusCodes.Status500InternalServerError, Views.NameOf(SpinnerError.Unkillable),
        $"Even SIGKILL did not end the processes {string.Join(", ", failed.Pids)}.")
        with { Name = failed.Name };

    public static Problem NoSuchChild(string name) =>
        Of(StatusCodes.Status404NotFound, Views.NameOf(SpinnerError.NoSuchChild), $"No child has the name '{name}'.") with { Name = name };

    public static Problem Invalid(IReadOnlyList<string> errors) =>
        Of(StatusCodes.Status400BadRequest, Views.NameOf(SpinnerError.InvalidOptions), string.Join("; ", errors)) with { Errors = errors };

    public static Problem Of(int status, string failure, string detail) =>
        new() { Title = ReasonPhrases.GetReasonPhrase(status), Status = status, Detail = detail, Failure = failure };

    /// <summary>What the web server refuses: no request of HTTP that it could read.</summary>
    public static (string Type, byte[] Body) OfServer(int status, string reason) => (
        Problem.ContentType, JsonSerializer.SerializeToUtf8Bytes(Of(status, "badRequest", $"{reason}."), ContractJson.Readable.Problem));

    public static IResult Answer(Problem problem) => Results.Json(problem, ContractJson.Readable.Problem, Problem.ContentType, problem.Status);

    private static int StatusOf(SpinnerError failure) => failure switch
    {
        SpinnerError.InvalidOptions => StatusCodes.Status400BadRequest,
        SpinnerError.NoSuchChild => StatusCodes.Status404NotFound,
        SpinnerError.Aborted => StatusCodes.Status409Conflict,
        SpinnerError.SpawnFailed or SpinnerError.MonitorMissing => StatusCodes.Status422UnprocessableEntity,
        SpinnerError.StartTimedOut => StatusCodes.Status504GatewayTimeout,
        SpinnerError.Faulted or SpinnerError.CrashLoop or SpinnerError.Unkillable or SpinnerError.ShuttingDown or SpinnerError.NoRoom =>
            StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };
}
