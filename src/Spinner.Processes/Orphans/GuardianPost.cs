using System.Text;

namespace Spinner.Processes;

/// <summary>
/// Sees to it that there is a guardian and that it knows every living group. Not safe for concurrent use: the register's loop runs everything here.
/// </summary>
/// <param name="appoint">Starts a guardian.</param>
/// <param name="post">Runs something in the loop.</param>
/// <param name="living">The lines a new guardian must know.</param>
/// <param name="notice">Told in one line what has changed.</param>
/// <param name="time">The clock of the pauses.</param>
internal sealed class GuardianPost(
    Func<Guardian> appoint, Action<Action> post, Func<IEnumerable<string>> living, Action<string> notice, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _untold = new();
    private BackOff _backOff = new(First, Cap, time);
    private bool _lacking;
    private bool _closed;

    /// <summary>The one on duty.</summary>
    internal Guardian? Guardian { get; private set; }

    /// <summary>Starts one, or says once why not and tries again later.</summary>
    internal void Fill()
    {
        if (_closed) return;
        try
        {
            Guardian = appoint();
            _lacking = false;
            _ = AwaitEndAsync(Guardian);
        }
        catch (Exception refused)
        {
            if (!_lacking)
                notice($"Nobody watches over orphans: {refused.Message}. If this process is killed, its children live on."
                    + " A state-dir has the next supervisor kill them.");
            _lacking = true;
            if (refused is not GuardianException { IsFinal: true }) _ = FillLaterAsync();
        }
    }

    /// <summary>Has a line told with the next <see cref="FlushAsync"/>.</summary>
    internal void Tell(string line)
    {
        if (Guardian is not null) _untold.Append(line);
    }

    internal async Task FlushAsync()
    {
        if (Guardian is not { } guardian || _untold.Length == 0) return;
        var lines = _untold.ToString();
        _untold.Clear();
        await guardian.TellAsync(lines).ConfigureAwait(false);
    }

    internal async Task CloseAsync()
    {
        _closed = true;
        if (Guardian is { } guardian) await guardian.DismissAsync().ConfigureAwait(false);
    }

    private async Task AwaitEndAsync(Guardian guardian)
    {
        var since = time.GetTimestamp();
        await guardian.Ended.ConfigureAwait(false);
        post(() =>
        {
            if (_closed) return;
            if (time.GetElapsedTime(since) >= Cap) _backOff = new BackOff(First, Cap, time);
            notice($"The guardian (pid {guardian.Pid}) was killed; there will be another.");
            Guardian = null;
            _untold.Clear();
            _ = FillLaterAsync();
        });
    }

    private async Task FillLaterAsync()
    {
        await _backOff.PauseAsync().ConfigureAwait(false);
        post(() =>
        {
            Fill();
            foreach (var line in living()) Tell(line);
        });
    }
}
