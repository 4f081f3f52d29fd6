using System.Globalization;

namespace Spinner.Processes;

/// <summary>Runs, once, the command that asks a launch to stop. Safe for concurrent use.</summary>
/// <param name="plan">Of the launch.</param>
/// <param name="pid">Its leader.</param>
/// <param name="commands">Run it.</param>
/// <param name="note">Told what went wrong.</param>
internal sealed class StopRun(LaunchPlan plan, int pid, SideCommands commands, Action<string> note)
{
    private const string PidPlaceholder = "${PID}";

    private readonly string[] _words = [.. plan.StopCommand!.Select(word => word.Replace(PidPlaceholder, pid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
    private readonly CancellationTokenSource _over = new();
    private readonly string _name = plan.Name;

    /// <summary>Null where a signal does.</summary>
    internal static StopRun? For(LaunchPlan plan, int pid, SideCommands? commands, Action<string> note) =>
        plan.StopCommand is null || commands is null ? null : new StopRun(plan, pid, commands, note);

    /// <summary>Runs it on the pool.</summary>
    /// <param name="instead">What to do when it cannot be run.</param>
    internal void Begin(Action instead) => _ = Task.Run(() => RunAsync(instead));

    /// <summary>The launch is gone, or killed: so is this.</summary>
    internal void End() => _over.Cancel();

    private async Task RunAsync(Action instead)
    {
        try
        {
            var exit = await commands.RunAsync(_words[0], _words[1..], Timeout.InfiniteTimeSpan, _over.Token).ConfigureAwait(false);
            if (exit is not { Code: 0 }) note($"the stop command of {_name}, {_words[0]}, ended with {exit}");
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The launch came first.
        }
        catch (Exception refused)
        {
            note($"the stop command of {_name} cannot be run, so it gets the stop signal: {refused.Message}");
            instead();
        }
    }
}
