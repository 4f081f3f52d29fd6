namespace Spinner.Processes;

/// <summary>Asks an endpoint by HTTP until it gives a wanted answer. Whose answer it was is for the caller to find out.</summary>
/// <param name="wanted">What to ask, and what to be content with.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="status">Told the last answer that was not wanted.</param>
internal sealed class HttpProbe(HttpReadiness wanted, TimeProvider time, Action<string> status)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(250);

    // A child may accept a connection and then forget it; the next question may fare better.
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(5);

    /// <summary>Ends with the first wanted answer.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first.</exception>
    internal async Task AwaitAsync(ChildEndpoint endpoint, CancellationToken stop)
    {
        using var client = ClientOf(endpoint);
        var backOff = new BackOff(First, Cap, time);
        while (await AskAsync(client, Attempt, stop).ConfigureAwait(false) is not null) await backOff.PauseAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Asks once.</summary>
    /// <returns>What was wrong with the answer; null: it was a wanted one.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first.</exception>
    internal async Task<string?> AskAsync(HttpClient client, TimeSpan within, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost" + wanted.Path));
            request.Headers.ConnectionClose = true;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return wanted.Status.Contains((int)answer.StatusCode)
                ? null
                : Tell($"GET {wanted.Path} was answered with {(int)answer.StatusCode}, not {wanted.Status}");
        }
        catch (Exception unanswered)
        {
            // Whatever meets the end is the end: a failure that came in the same moment is no reason to kill.
            stop.ThrowIfCancellationRequested();
            // Nobody there yet, no HTTP, or too slow: all the same until the caller's patience ends.
            return Tell($"GET {wanted.Path} was not answered: {unanswered.Message}");
        }
    }

    private string Tell(string wrong)
    {
        status(wrong);
        return wrong;
    }

    // By the endpoint's own way to connect, so that a unix socket is asked as a port is; never by a proxy.
    internal static HttpClient ClientOf(ChildEndpoint endpoint) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = (_, cancel) => endpoint.ConnectAsync(cancel),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
