namespace Spinner.Processes;

/// <summary>Which socket paths are given to launches of this process. Safe for concurrent use.</summary>
internal sealed class SocketTable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);

    /// <summary>The one of this process.</summary>
    internal static SocketTable Shared { get; } = new();

    /// <summary>Reserves a path and clears away a stale socket file on it.</summary>
    /// <exception cref="NoEndpointException">Another child has it, somebody listens there, or something that is no socket is in the way.</exception>
    internal void Take(string path)
    {
        lock (_lock)
        {
            if (!_reserved.Add(path)) throw new NoEndpointException($"The socket '{path}' is already given to another child.");
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

    /// <summary>Removes the socket file and takes the path back, in this order, so that the next child's file is never the one removed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isPrivate">Nobody but this launch can have known the path: the file goes even if a process that left the group listens on.</param>
    internal void Release(string path, bool isPrivate)
    {
        lock (_lock)
        {
            if (!_reserved.Contains(path)) return;
        }

        SocketFile.RemoveLeftover(path, isPrivate);
        lock (_lock) _reserved.Remove(path);
    }
}
