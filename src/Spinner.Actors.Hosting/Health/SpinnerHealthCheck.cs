using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Spinner.Actors;

/// <summary>
/// Healthy when the manager answers and no child is faulted; degraded when one is, with names and reasons as data; unhealthy when the manager
/// does not answer.
/// </summary>
/// <param name="spinner">Whose health.</param>
public sealed class SpinnerHealthCheck(ISpinner spinner) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        CheckAsync(spinner, cancellationToken);

    internal static async Task<HealthCheckResult> CheckAsync(ISpinner spinner, CancellationToken cancellationToken)
    {
        try
        {
            return Evaluate(spinner.Name, await spinner.ListAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception silent) when (silent is TimeoutException or ObjectDisposedException or SpinnerRejectedException)
        {
            return HealthCheckResult.Unhealthy($"The manager of spinner '{spinner.Name}' does not answer.", silent);
        }
    }

    private static HealthCheckResult Evaluate(string name, IReadOnlyDictionary<string, ChildInfo> children)
    {
        var faulted = children.Values.Where(c => c.Fault is not null).OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToDictionary(c => c.Name, object (c) => $"{c.Fault!.Reason}: {c.Fault.Detail}");
        return faulted.Count == 0
            ? HealthCheckResult.Healthy($"Spinner '{name}' has {children.Count} children, none is faulted.")
            : HealthCheckResult.Degraded($"Faulted children of spinner '{name}': {string.Join(", ", faulted.Keys)}.", data: faulted);
    }
}
