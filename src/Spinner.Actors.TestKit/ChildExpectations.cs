namespace Spinner.Actors.TestKit;

/// <summary>Waits for what a test expects of a child.</summary>
public static class ChildExpectations
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Waits until the child is in a state. In virtual time it is there at once or not at all, with real threads it may take a moment.
    /// </summary>
    /// <param name="spinner">The spinner.</param>
    /// <param name="child">The name of the child.</param>
    /// <param name="state">The state it must reach.</param>
    /// <param name="within">How long, by the clock on the wall; the spinner's own does not move. Default 3 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The child in that state.</returns>
    /// <exception cref="ExpectationException">It did not get there; the message says where it is and why.</exception>
    public static async Task<ChildInfo> ExpectState(
        this ISpinner spinner, string child, ChildState state, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spinner);
        var wait = within ?? TimeSpan.FromSeconds(3);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var info = await spinner.GetAsync(child, cancellationToken);
            if (info?.State == state) return info;
            if (TimeProvider.System.GetElapsedTime(began) >= wait) throw new ExpectationException(Describe(child, state, wait, info));
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static string Describe(string child, ChildState state, TimeSpan wait, ChildInfo? info) =>
        $"Child '{child}' was expected to be {state} within {wait}, but " + info switch
        {
            null => "there is no such child.",
            { State: ChildState.Faulted, Fault: { } fault } => $"it is Faulted ({fault.Reason}): {fault.Detail}",
            { DownBecause: { } why } => $"it is {info.State}: {why}",
            _ => $"it is {info.State}{(info.Endpoint is { } endpoint ? $" on {endpoint}" : "")}.",
        };
}
