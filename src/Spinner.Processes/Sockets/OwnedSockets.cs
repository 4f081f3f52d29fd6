namespace Spinner.Processes;

/// <summary>
/// The socket files that nobody would remove if this process were killed now: those it has bound itself, and those given to children that die with
/// it. Safe for concurrent use.
/// </summary>
internal sealed class OwnedSockets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OwnedSocket> _sockets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private ISocketRegister? _register;
    private Action? _bound;
    private int _lastId;

    /// <summary>The one of this process.</summary>
    internal static OwnedSockets Shared { get; } = new();

    /// <summary>Tells a register of those there are, and of every change.</summary>
    internal void ReportTo(ISocketRegister register)
    {
        lock (_lock)
        {
            _register = register;
            foreach (var socket in _sockets.Values) register.Add(socket);
        }
    }

    /// <summary>From now on called after each socket that this process binds itself.</summary>
    internal void OnBound(Action bound)
    {
        lock (_lock) _bound = bound;
    }

    /// <summary>This process has bound a socket: its file goes with it, however it ends.</summary>
    internal void AddBound(string path)
    {
        Add(path, FileStat.TryRead(path, followLinks: false)?.Inode ?? 0);
        Action? bound;
        lock (_lock) bound = _bound;
        bound?.Invoke();
    }

    /// <param name="path">Where it is, or will be.</param>
    /// <param name="inode">Which file there; 0 where nobody else can have the path.</param>
    internal void Add(string path, ulong inode)
    {
        lock (_lock)
        {
            if (_kept.Contains(path)) return;
            var socket = new OwnedSocket(_sockets.TryGetValue(path, out var known) ? known.Id : ++_lastId, path, inode);
            if (socket == known) return;
            _sockets[path] = socket;
            _register?.Add(socket);
        }
    }

    internal void Remove(string path)
    {
        lock (_lock)
        {
            _kept.Remove(path);
            if (_sockets.Remove(path, out var socket)) _register?.Remove(socket);
        }
    }

    /// <summary>It outlives us, as its child does.</summary>
    internal void Disown(string path)
    {
        lock (_lock)
        {
            Remove(path);
            _kept.Add(path);
        }
    }
}
