namespace Spinner.Actors.Remote.Access;

/// <summary>
/// Sends what a child writes to a client, in pages, no more than the client has room for: the rest waits in the child's own ring, which is bounded
/// and counts what gives way.
/// </summary>
sealed class OutputRelay(long number, AnswerWriter answers, Credit credit)
{
    /// <summary>Pages under way or unread at the client.</summary>
    public const int Window = 2;

    /// <summary>The most of a session at a time: each may have its window of pages on the way to a client that does not take them.</summary>
    public const int MaxReadings = 128;

    /// <summary>Runs until the reading ends or the token fires.</summary>
    public async Task<object> RunAsync(LocalSpinner spinner, ReadOutput asked, CancellationToken token)
    {
        await foreach (var page in spinner.ReadPagesAsync(asked.Name, asked.Reading, token).ConfigureAwait(false))
        {
            await credit.WaitAsync(token).ConfigureAwait(false);
            answers.Send(number, page);
        }

        return spinner.HasEnded ? new WatchEnded() : new OutputEnded();
    }
}
