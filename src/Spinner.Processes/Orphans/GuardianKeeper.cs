using System.Text;

namespace Spinner.Processes;

/// <summary>
/// Sees to it that there is a guardian, another one when it was killed, and that each knows every living group. Not safe for concurrent use:
/// everything here runs in the register's loop.
/// </summary>
/// <param name="start">Starts a guardian.</param>
/// <param name="enqueue">Runs something in the loop.</param>
/// <param name="living">The lines a new guardian must know.</param>
/// <param name="notice">Told in one line what has changed.</param>
/// <param name="time">The clock of the pauses.</param>
internal sealed class GuardianKeeper(
    Func<Guardian> start, Action<Action> enqueue, Func<IEnumerable<string>> living, Action<string> notice, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _unsent = new();
    private BackOff _backOff = new(First, Cap, time);
    private bool _isMissing;
    private bool _closed;

    /// <summary>The one there is now.</summary>
    internal Guardian? Guardian { get; private set; }

    /// <summary>Starts one, or says once why not and tries again later.</summary>
    internal void Start()
    {
        if (_closed) return;
        try
        {
            Guardian = start();
            _isMissing = false;
            _ = ReplaceAsync(Guardian);
        }
        catch (Exception refused)
        {
            if (!_isMissing)
                notice($"Nobody watches over orphans: {refused.Message}. If this process is killed, its children live on."
                    + " A state-dir has the next supervisor kill them.");
            _isMissing = true;
            if (refused is not GuardianException { IsFinal: true }) _ = StartLaterAsync();
        }
    }

    /// <summary>Has a line sent with the next <see cref="FlushAsync"/>.</summary>
    internal void Add(string line)
    {
        if (Guardian is not null) _unsent.Append(line);
    }

    internal async Task FlushAsync()
    {
        if (Guardian is not { } guardian || _unsent.Length == 0) return;
        var lines = _unsent.ToString();
        _unsent.Clear();
        await guardian.SendAsync(lines).ConfigureAwait(false);
    }

    internal async Task CloseAsync()
    {
        _closed = true;
        if (Guardian is { } guardian) await guardian.DismissAsync().ConfigureAwait(false);
    }

    private async Task ReplaceAsync(Guardian guardian)
    {
        var since = time.GetTimestamp();
        await guardian.Ended.ConfigureAwait(false);
        enqueue(() =>
        {
            if (_closed) return;
            if (time.GetElapsedTime(since) >= Cap) _backOff = new BackOff(First, Cap, time);
            notice($"The guardian (pid {guardian.Pid}) was killed; there will be another.");
            Guardian = null;
            _unsent.Clear();
            _ = StartLaterAsync();
        });
    }

    private async Task StartLaterAsync()
    {
        await _backOff.PauseAsync().ConfigureAwait(false);
        enqueue(() =>
        {
            Start();
            foreach (var line in living()) Add(line);
        });
    }
}
