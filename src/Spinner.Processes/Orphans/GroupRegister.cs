using System.Threading.Channels;

namespace Spinner.Processes;

/// <summary>
/// Which groups of this process live, told to its guardian and to state files in the order of the calls, off the caller's thread. Safe for
/// concurrent use.
/// </summary>
internal sealed class GroupRegister
{
    // Whoever cleans up directories may take a state file; while nothing changes only a look tells.
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(10);

    // Many launches at once are told together, and one that ends at once not at all. Meanwhile its mark guards it.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private readonly Channel<Action> _inbox = Channel.CreateUnbounded<Action>();
    private readonly Dictionary<int, LivingGroup> _living = [];
    private readonly Dictionary<int, OwnedSocket> _sockets = [];
    private readonly HashSet<StateFile> _files = [];
    private readonly ITimer _look;
    private readonly Action<string> _notice;
    private readonly GuardianPost _post;
    private readonly TimeProvider _time;

    /// <summary>Starts a guardian on the caller's thread: whatever is spawned when this has returned is guarded, told or not, by its mark.</summary>
    internal GroupRegister(Func<Guardian> appoint, Action<string> notice, TimeProvider? time = null)
    {
        (_notice, _time) = (notice, time ?? TimeProvider.System);
        _post = new GuardianPost(appoint, Post, () => _living.Values.Select(group => group.Line).Concat(_sockets.Values.Select(socket => socket.Line)), notice, _time);
        _post.Fill();
        Loop = Task.Run(RunAsync);
        _look = _time.CreateTimer(_ => Post(Look), null, Looks, Looks);
    }

    /// <summary>The guardian on duty, for tests and messages; another one the next moment.</summary>
    internal Guardian? Guardian => _post.Guardian;

    private Task Loop { get; }

    /// <summary>Has a state file told of everything from now on, and kept where it belongs.</summary>
    internal void Attach(StateFile file) => Post(() =>
    {
        if (!_files.Add(file)) return;
        foreach (var socket in _sockets.Values) file.Add(socket);
    });

    internal void Add(OwnedSocket socket) => Post(() =>
    {
        _sockets[socket.Id] = socket;
        foreach (var file in _files) file.Add(socket);
        _post.Tell(socket.Line);
    });

    internal void Remove(OwnedSocket socket) => Post(() =>
    {
        if (!_sockets.Remove(socket.Id)) return;
        foreach (var file in _files) file.Remove(socket);
        _post.Tell(socket.LineOfEnd);
    });

    internal void Add(int leader, StateFile? file) => Post(() =>
    {
        if (LivingGroup.Of(leader) is not { } group) return;
        _living[leader] = group;
        file?.Add(group);
        _post.Tell(group.Line);
    });

    internal void Remove(int leader, StateFile? file) => Post(() =>
    {
        if (!_living.Remove(leader)) return;
        file?.Remove(leader);
        _post.Tell(LivingGroup.LineOfEnd(leader));
    });

    /// <summary>Completes when everything before it was written and told.</summary>
    internal async Task SettleAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The second is run after the flush that follows the first.
        Post(() => Post(settled.SetResult));
        await settled.Task.ConfigureAwait(false);
    }

    /// <summary>For tests: the one of the process is immortal.</summary>
    internal async Task CloseAsync()
    {
        await _look.DisposeAsync().ConfigureAwait(false);
        _inbox.Writer.Complete();
        await Loop.ConfigureAwait(false);
        await _post.CloseAsync().ConfigureAwait(false);
    }

    private void Look()
    {
        foreach (var file in _files) file.Look();
    }

    private void Post(Action action) => _inbox.Writer.TryWrite(action);

    private async Task RunAsync()
    {
        while (await _inbox.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await Task.Delay(Gathering, _time).ConfigureAwait(false);
            for (var batch = _inbox.Reader.Count; batch > 0 && _inbox.Reader.TryRead(out var action); batch--) Run(action);
            await FlushAsync().ConfigureAwait(false);
        }
    }

    private async Task FlushAsync()
    {
        try
        {
            await _post.FlushAsync().ConfigureAwait(false);
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
            // One group that cannot be told must not leave all later ones unguarded.
            _notice($"A group could not be registered: {bug}");
        }
    }
}
