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
    private GroupRegister? _register;
    private int _lastId;

    /// <summary>Tells a register of those there are, and of every change.</summary>
    internal void TellTo(GroupRegister register)
    {
        lock (_lock)
        {
            _register = register;
            foreach (var socket in _sockets.Values) register.Add(socket);
        }
    }

    /// <param name="path">Where it is, or will be.</param>
    /// <param name="inode">Which file there; 0 where nobody else can have the path.</param>
    internal void Add(string path, ulong inode = 0)
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
    internal void Keep(string path)
    {
        lock (_lock)
        {
            Remove(path);
            _kept.Add(path);
        }
    }
}
