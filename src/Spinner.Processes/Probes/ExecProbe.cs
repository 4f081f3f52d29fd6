using System.Globalization;

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
        while (await RunAsync(stop).ConfigureAwait(false) is { } why)
        {
            status(why);
            await Task.Delay(wanted.Every, time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Runs it once.</summary>
    /// <returns>What was wrong; null: exit code 0.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; what runs then is killed.</exception>
    internal async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            return await commands.RunAsync(wanted.Command, wanted.Args, wanted.Limit, stop).ConfigureAwait(false) switch
            {
                { Code: 0 } => null,
                null => string.Create(CultureInfo.InvariantCulture, $"{wanted.Command} did not end within {wanted.Limit.TotalSeconds:0.###} s"),
                var exit => $"{wanted.Command} ended with {exit}",
            };
        }
        catch (SpawnException refused)
        {
            // It may come: a build that makes it, a machine that has room again.
            return refused.Message;
        }
    }
}
