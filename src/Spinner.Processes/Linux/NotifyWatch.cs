namespace Spinner.Processes;

/// <summary>Reads what one launch notifies, on the reactor. Used by its thread only.</summary>
internal sealed class NotifyWatch(LinuxEngine engine, NotifySocket socket, int leader, Action<Notification> told, Action<Exception> broken)
{
    // What net.unix.max_dgram_qlen lets wait on most systems; an outsider who fills it again and again must not hold us.
    private const int LastWords = 512;

    private readonly byte[] _buffer = new byte[NotifySocket.MaxDatagram];
    private ulong? _watch;

    /// <returns>0, or the negated error number.</returns>
    internal int Begin()
    {
        _watch = engine.Reactor.Watch(socket.Descriptor, Epoll.In, () => Read(), out var error, broken);
        return _watch is null ? error : 0;
    }

    /// <summary>The last words of the dead group are heard.</summary>
    internal void End()
    {
        for (var i = 0; i < LastWords && Read(); i++)
        {
        }

        if (_watch is { } id) engine.Reactor.Unwatch(id, socket.Descriptor);
        _watch = null;
        socket.Dispose();
    }

    // One for each wake: a child that floods its socket takes its turn like any other. Whoever is not of the launch's tree is not heard.
    private bool Read()
    {
        var count = engine.System.ReceiveFrom(socket.Descriptor, _buffer, out var sender);
        if (count > 0 && sender.SpeaksFor(leader)) told(Notification.Parse(_buffer.AsSpan(0, count)));
        return count > 0;
    }
}
