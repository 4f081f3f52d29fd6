namespace Spinner.Actors.Remote.Access;

/// <summary>
/// Sends the events of a watch to its client, no more than the client has room for: the rest waits in the spinner's own bounded feed,
/// which tells what it had to drop.
/// </summary>
sealed class WatchRelay(long number, AnswerWriter answers, Credit credit)
{
    /// <summary>Events under way or unread at the client.</summary>
    public const int Window = 256;

    /// <summary>Runs until the token fires or the spinner ends.</summary>
    public async Task<object> RunAsync(ISpinner spinner, long? after, CancellationToken token)
    {
        await foreach (var next in spinner.WatchAsync(after, token).ConfigureAwait(false))
        {
            await credit.WaitAsync(token).ConfigureAwait(false);
            if (next is WatchStarted started) SendStart(started);
            else answers.Send(number, next);
        }

        return new WatchEnded();
    }

    // Each child by itself: all of them together may not fit into a message.
    private void SendStart(WatchStarted started)
    {
        foreach (var child in started.Children.Values) answers.Send(number, child.ForPeers());
        answers.Send(number, started with { Children = new Dictionary<string, ChildInfo>() });
    }
}
