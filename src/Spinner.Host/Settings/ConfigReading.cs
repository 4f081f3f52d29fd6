namespace Spinner.Host.Settings;

/// <summary>Does what reads a file on a thread of its own, and waits for it no longer than a bound: a disk may hang.</summary>
static class ConfigReading
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="read">What reads.</param>
    /// <param name="clock">The clock of the bound.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It takes too long. The thread is left to itself.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static T Run<T>(Func<T> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reading = Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return reading.WaitAsync(Limit, clock, cancellationToken).GetAwaiter().GetResult();
        }
        catch (TimeoutException) when (!reading.IsCompleted)
        {
            // Told below.
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            throw new IOException(failed.Message, failed);
        }

        // Whenever it fails, nobody waits for that any more.
        _ = reading.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new IOException($"It was not read within {Limit.TotalSeconds} s.");
    }
}
