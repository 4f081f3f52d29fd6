namespace Spinner.FrontDoor.Connections;

/// <summary>The connections to one launch that nobody uses: the last used first, those that were idle long closed. Safe for concurrent use.</summary>
sealed class ConnectionPool : IDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<ChildConnection> _idle = [];
    private readonly TimeProvider _clock;
    private readonly ITimer _sweep;
    private bool _isClosed;

    public ConnectionPool(TimeProvider clock)
    {
        _clock = clock;
        _sweep = clock.CreateTimer(static pool => ((ConnectionPool)pool!).Sweep(), this, LongestIdle, LongestIdle);
    }

    /// <returns>Null: there is none.</returns>
    public ChildConnection? TryRent()
    {
        while (Pop() is { } connection)
        {
            if (connection.TryListen()) return connection;
            connection.Dispose();
        }

        return null;
    }

    /// <summary>Nobody uses it any more. It is kept if both messages ended as they should, and nothing came after them.</summary>
    public void Return(ChildConnection connection)
    {
        if (!connection.IsClean || !connection.Answer.KeepsAlive || !connection.Unread.IsEmpty || connection.IsAborted)
        {
            connection.Dispose();
            return;
        }

        connection.ReleaseBuffer();
        (connection.WasUsed, connection.IsClean) = (true, false);
        connection.IdleSince = _clock.GetTimestamp();
        lock (_lock)
        {
            if (!_isClosed)
            {
                _idle.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    public void Dispose()
    {
        lock (_lock) _isClosed = true;
        _sweep.Dispose();
        while (Pop() is { } connection) connection.Dispose();
    }

    private ChildConnection? Pop()
    {
        lock (_lock)
        {
            if (_idle.Count == 0) return null;
            var last = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    private void Sweep()
    {
        List<ChildConnection> old;
        lock (_lock)
        {
            old = [.. _idle.Where(c => _clock.GetElapsedTime(c.IdleSince) >= LongestIdle || !c.IsQuiet)];
            _idle.RemoveAll(old.Contains);
        }

        foreach (var connection in old) connection.Dispose();
    }
}
