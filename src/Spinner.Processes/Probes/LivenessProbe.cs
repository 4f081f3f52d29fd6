using System.Globalization;

namespace Spinner.Processes;

/// <summary>Looks, once for each call, whether a launch is well. Safe for concurrent use.</summary>
/// <param name="live">What to look at.</param>
/// <param name="commands">For <see cref="Liveness.Exec"/>.</param>
/// <param name="time">The clock of the time-out.</param>
internal sealed class LivenessProbe(Liveness live, SideCommands? commands, TimeProvider time)
{
    /// <summary>Null where nobody wants to know, or the launch says so by itself.</summary>
    internal static LivenessProbe? For(LaunchPlan plan, SideCommands? commands, TimeProvider time) =>
        plan.Live is { Check: { } check } live && check != Readiness.Notify ? new LivenessProbe(live, commands, time) : null;

    /// <returns>What is wrong; null: it is well.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/>.</exception>
    internal async Task<string?> CheckAsync(ChildEndpoint endpoint, CancellationToken stop) => live.Check switch
    {
        HttpReadiness wanted => await AskAsync(wanted, endpoint, stop).ConfigureAwait(false),
        ExecReadiness wanted => await new ExecProbe(wanted with { Limit = live.Timeout }, commands!, time, static _ => { }).RunAsync(stop).ConfigureAwait(false),
        _ => await ConnectAsync(endpoint, stop).ConfigureAwait(false),
    };

    private async Task<string?> AskAsync(HttpReadiness wanted, ChildEndpoint endpoint, CancellationToken stop)
    {
        var probe = new HttpProbe(wanted, time, static _ => { });
        using var client = HttpProbe.ClientOf(endpoint);
        return await probe.AskAsync(client, live.Timeout, stop).ConfigureAwait(false);
    }

    private async Task<string?> ConnectAsync(ChildEndpoint endpoint, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(live.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            var connection = await endpoint.ConnectAsync(either.Token).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception refused)
        {
            stop.ThrowIfCancellationRequested();
            return late.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"{endpoint} did not accept a connection within {live.Timeout.TotalSeconds:0.###} s")
                : $"{endpoint} did not accept a connection: {refused.Message}";
        }
    }
}
