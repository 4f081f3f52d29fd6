using System.Threading.Channels;

namespace Spinner.Processes;

/// <summary>
/// Which groups and socket files of this process there are: written to state files and sent to the guardian in the order of the calls, by one loop.
/// Safe for concurrent use; no call waits.
/// </summary>
internal sealed class GroupRegister : ISocketRegister
{
    // Whoever cleans up directories may take a state file; while nothing changes only a look tells.
    private static readonly TimeSpan RestoreInterval = TimeSpan.FromSeconds(10);

    // What comes together is written and sent together. Meanwhile its mark guards a group.
    private static readonly TimeSpan BatchDelay = TimeSpan.FromMilliseconds(10);

    private readonly Channel<Action> _queue = Channel.CreateUnbounded<Action>();
    private readonly Dictionary<int, LivingGroup> _living = [];
    private readonly Dictionary<int, OwnedSocket> _sockets = [];
    private readonly HashSet<StateFile> _files = [];
    private readonly ITimer _restore;
    private readonly Action<string> _notice;
    private readonly GuardianKeeper _guardians;
    private readonly TimeProvider _time;

    /// <summary>Starts a guardian on the caller's thread: whatever is spawned when this has returned is guarded by its mark, known or not.</summary>
    internal GroupRegister(Func<Guardian> start, Action<string> notice, TimeProvider? time = null)
    {
        (_notice, _time) = (notice, time ?? TimeProvider.System);
        _guardians = new GuardianKeeper(start, Enqueue, Lines, notice, _time);
        _guardians.Start();
        Loop = Task.Run(RunAsync);
        _restore = _time.CreateTimer(_ => Enqueue(RestoreFiles), null, RestoreInterval, RestoreInterval);
    }

    /// <summary>The guardian there is now, for tests; another one the next moment.</summary>
    internal Guardian? Guardian => _guardians.Guardian;

    private Task Loop { get; }

    /// <summary>Has all sockets written to a state file from now on, and the file kept where it belongs.</summary>
    internal void Attach(StateFile file) => Enqueue(() =>
    {
        if (!_files.Add(file)) return;
        foreach (var socket in _sockets.Values) file.Add(socket);
    });

    /// <inheritdoc/>
    public void Add(OwnedSocket socket) => Enqueue(() =>
    {
        _sockets[socket.Id] = socket;
        foreach (var file in _files) file.Add(socket);
        _guardians.Add(socket.Line);
    });

    /// <inheritdoc/>
    public void Remove(OwnedSocket socket) => Enqueue(() =>
    {
        if (!_sockets.Remove(socket.Id)) return;
        foreach (var file in _files) file.Remove(socket);
        _guardians.Add(socket.LineOfEnd);
    });

    internal void Add(int leader, StateFile? file) => Enqueue(() =>
    {
        if (LivingGroup.Of(leader) is not { } group) return;
        _living[leader] = group;
        file?.Add(group);
        _guardians.Add(group.Line);
    });

    internal void Remove(int leader, StateFile? file) => Enqueue(() =>
    {
        if (!_living.Remove(leader)) return;
        file?.Remove(leader);
        _guardians.Add(LivingGroup.LineOfEnd(leader));
    });

    /// <summary>Completes when everything before it was written and sent.</summary>
    internal async Task SettleAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The second is run after the flush that follows the first.
        Enqueue(() => Enqueue(settled.SetResult));
        await settled.Task.ConfigureAwait(false);
    }

    /// <summary>For tests: the one of the process is immortal.</summary>
    internal async Task CloseAsync()
    {
        await _restore.DisposeAsync().ConfigureAwait(false);
        _queue.Writer.Complete();
        await Loop.ConfigureAwait(false);
        await _guardians.CloseAsync().ConfigureAwait(false);
    }

    private void Enqueue(Action action) => _queue.Writer.TryWrite(action);

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await Task.Delay(BatchDelay, _time).ConfigureAwait(false);
            for (var batch = _queue.Reader.Count; batch > 0 && _queue.Reader.TryRead(out var action); batch--) Run(action);
            await FlushAsync().ConfigureAwait(false);
        }
    }

    private async Task FlushAsync()
    {
        try
        {
            await _guardians.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            _notice($"The guardian could not be told: {bug}");
        }
    }

    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception bug)
        {
            // One group that cannot be written must not leave all later ones unguarded.
            _notice($"A group could not be registered: {bug}");
        }
    }

    private void RestoreFiles()
    {
        foreach (var file in _files) file.RestoreIfRemoved();
    }

    private IEnumerable<string> Lines() => _living.Values.Select(group => group.Line).Concat(_sockets.Values.Select(socket => socket.Line));
}
