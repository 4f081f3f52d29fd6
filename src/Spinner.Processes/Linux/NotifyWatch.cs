namespace Spinner.Processes;

/// <summary>Reads what one launch notifies, on the reactor, and makes its socket anew when that was swept. Used by the reactor's thread only.</summary>
internal sealed class NotifyWatch(
    LinuxEngine engine, NotifySocket first, int leader, TimeProvider time, Action<Notification> told, Action<Exception> broken)
{
    // What net.unix.max_dgram_qlen lets wait on most systems; an outsider who fills it again and again must not hold us.
    private const int LastWords = 512;

    private readonly byte[] _buffer = new byte[NotifySocket.MaxDatagram];
    private volatile NotifySocket _socket = first;
    private ITimer? _looks;
    private bool _isEnded;
    private ulong? _watch;

    /// <returns>0, or the negated error number.</returns>
    internal int Begin()
    {
        _looks = time.CreateTimer(_ => Look(), null, NotifySocket.LooksAgainAfter, NotifySocket.LooksAgainAfter);
        return Watch();
    }

    /// <summary>The last words of the dead group are heard.</summary>
    internal void End()
    {
        _isEnded = true;
        _looks?.Dispose();
        ReadAll();
        Unwatch();
        _socket.Dispose();
    }

    private int Watch()
    {
        _watch = engine.Reactor.Watch(_socket.Descriptor, Epoll.In, () => Read(), out var error, broken);
        return _watch is null ? error : 0;
    }

    private void Unwatch()
    {
        if (_watch is { } id) engine.Reactor.Unwatch(id, _socket.Descriptor);
        _watch = null;
    }

    // On a thread of the pool: files are looked at there.
    private void Look()
    {
        if (_socket.Renew() is { } renewed) engine.Reactor.Post(() => GoOn(renewed), broken);
    }

    private void GoOn(NotifySocket renewed)
    {
        if (_isEnded)
        {
            renewed.Dispose();
            return;
        }
        ReadAll();
        Unwatch();
        _socket.Abandon();
        _socket = renewed;
        if (Watch() is < 0 and var refused) broken(new IOException(ErrorText.Of(refused), refused));
    }

    private void ReadAll()
    {
        for (var i = 0; i < LastWords && Read(); i++)
        {
        }
    }

    // One for each wake: a child that floods its socket takes its turn like any other. Whoever is not of the launch's tree is not heard.
    private bool Read()
    {
        var count = engine.System.ReceiveFrom(_socket.Descriptor, _buffer, out var sender);
        if (count > 0 && sender.SpeaksFor(leader)) told(Notification.Parse(_buffer.AsSpan(0, count)));
        return count > 0;
    }
}
