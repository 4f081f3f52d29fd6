namespace Spinner.Processes;

/// <summary>Runs a command again and again, never two at once, until it ends with exit code 0.</summary>
/// <param name="wanted">Which, and how often.</param>
/// <param name="commands">Run it.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="status">Told why the last run was not the wanted one.</param>
internal sealed class ExecProbe(ExecReadiness wanted, SideCommands commands, TimeProvider time, Action<string> status)
{
    /// <summary>Ends with the first such run.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; what runs then is killed.</exception>
    internal async Task AwaitAsync(CancellationToken stop)
    {
        while (!await SucceedsAsync(stop).ConfigureAwait(false)) await Task.Delay(wanted.Every, time, stop).ConfigureAwait(false);
    }

    private async Task<bool> SucceedsAsync(CancellationToken stop)
    {
        try
        {
            var exit = await commands.RunAsync(wanted.Command, wanted.Args, wanted.Limit, stop).ConfigureAwait(false);
            if (exit is { Code: 0 }) return true;
            status(exit is null ? $"{wanted.Command} did not end within {wanted.Limit.TotalSeconds:0.###} s" : $"{wanted.Command} ended with {exit}");
        }
        catch (SpawnException refused)
        {
            // It may come: a build that makes it, a machine that has room again.
            status(refused.Message);
        }

        return false;
    }
}
