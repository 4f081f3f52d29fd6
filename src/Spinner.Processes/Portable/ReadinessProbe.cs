namespace Spinner.Processes;

/// <summary>Asks an endpoint until somebody listens there, and whose listener it is.</summary>
internal sealed class ReadinessProbe(Endpoint endpoint, int leader, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);
    private const int InvisibleLooks = 3;

    private readonly IReadOnlyList<Endpoint> _candidates = Candidates.Of(endpoint);
    private int _invisible;

    /// <summary>The launch is ready, a stranger is there, or null when <paramref name="stop"/> came first.</summary>
    internal async Task<ProbeResult?> RunAsync(CancellationToken stop)
    {
        var backOff = new BackOff(First, Cap, time);
        try
        {
            while (true)
            {
                foreach (var candidate in _candidates)
                {
                    if (await AnswersAsync(candidate, stop) && Judge(candidate) is { } result) return result;
                }

                await backOff.PauseAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Who else listens, asked once.</summary>
    internal ListenerOwner? FindStranger() =>
        _candidates.Select(candidate => ListenerLookup.Look(candidate, leader)).OfType<ListenerVerdict.Stranger>().FirstOrDefault()?.Owner;

    private async Task<bool> AnswersAsync(Endpoint candidate, CancellationToken stop)
    {
        if (candidate is PipeEndpoint pipe) return File.Exists(pipe.PortValue);
        // A listener whose queue is full answers nothing at all; its neighbour address must still be asked.
        using var limit = new CancellationTokenSource(Attempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await ConnectAttempt.SucceedsAsync(Candidates.AddressOf(candidate), either.Token);
    }

    // Who accepts a connection but is in no table of ours (another network namespace, a socket bound by another path) stays unverified.
    private ProbeResult? Judge(Endpoint candidate) => ListenerLookup.Look(candidate, leader) switch
    {
        ListenerVerdict.Ours => new ProbeResult(new LaunchReady(candidate, Verified: true), null),
        ListenerVerdict.Stranger stranger => new ProbeResult(null, stranger.Owner),
        ListenerVerdict.Nobody when ++_invisible < InvisibleLooks => null,
        _ => new ProbeResult(new LaunchReady(candidate, Verified: false), null),
    };
}

/// <summary>Exactly one of the two.</summary>
internal sealed record ProbeResult(LaunchReady? Ready, ListenerOwner? Stranger);
