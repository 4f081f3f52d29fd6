using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Http;

namespace Spinner.Control.Routes;

/// <summary>The routes about the daemon as a whole.</summary>
sealed class StateRoutes(LocalSpinner spinner, IReloader reloader, MetricsText metrics)
{
    public async Task<IResult> HealthAsync(CancellationToken cancellationToken)
    {
        var health = await SpinnerHealthCheck.CheckAsync(spinner, cancellationToken);
        var reply = new HealthReply(NameOf(health.Status), health.Description ?? "", ProgramVersion.Text, Environment.ProcessId);
        var status = health.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Results.Json(reply, ContractJson.Readable.HealthReply, statusCode: status);
    }

    public async Task<IResult> ReloadAsync(CancellationToken cancellationToken)
    {
        var (done, errors) = await reloader.ReloadAsync(cancellationToken);
        return done is not null ? Results.Json(done, ContractJson.Readable.ReloadReply) : Problems.Answer(Problems.Invalid(errors));
    }

    public IResult Metrics() => Results.Text(metrics.Write(), MetricsText.ContentType);

    [SuppressMessage("Globalization", "CA1308", Justification = "The words of the API are in lower case.")]
    private static string NameOf(HealthStatus status) => status.ToString().ToLowerInvariant();
}
