namespace Spinner.Processes;

/// <summary>Which socket paths are given to launches of this process. Safe for concurrent use.</summary>
internal sealed class SocketTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _reserved = new(StringComparer.Ordinal);

    /// <summary>The one of this process.</summary>
    internal static SocketTable Shared { get; } = new();

    /// <summary>Reserves a path and clears away a stale socket file on it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isPrivate">Nobody but the launch that gets it can know it, and no other launch ever gets it.</param>
    /// <exception cref="NoEndpointException">Another child has it, somebody listens there, or something that is no socket is in the way.</exception>
    internal void Reserve(string path, bool isPrivate = false)
    {
        lock (_lock)
        {
            if (!_reserved.TryAdd(path, isPrivate)) throw new NoEndpointException($"The socket '{path}' is already given to another child.");
        }

        try
        {
            SocketFile.RemoveStale(path);
        }
        catch
        {
            lock (_lock) _reserved.Remove(path);
            throw;
        }
    }

    /// <summary>
    /// Removes the socket file and takes the path back, in this order, so that the next child's file is never the one removed. A private one goes
    /// even if a process that left the group listens on.
    /// </summary>
    internal void Release(string path)
    {
        bool isPrivate;
        lock (_lock)
        {
            if (!_reserved.TryGetValue(path, out isPrivate)) return;
        }

        SocketFile.RemoveLeftover(path, evenIfAlive: isPrivate);
        OwnedSockets.Shared.Remove(path);
        lock (_lock) _reserved.Remove(path);
    }

    /// <summary>Whether nobody else can have this path.</summary>
    internal bool IsPrivate(string path)
    {
        lock (_lock) return _reserved.GetValueOrDefault(path);
    }
}
