using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>The wait for one launch's listener: asks for it, and says when to ask again. Used by the reactor's thread only.</summary>
/// <param name="question">What to ask.</param>
/// <param name="socket">The path of a unix socket, whose directory tells of it; null for a port.</param>
/// <param name="seen">Told once for each <see cref="Begin"/> who was seen.</param>
/// <param name="failed">Told instead that nothing can be asked.</param>
/// <param name="stop">Fires when nobody waits any more.</param>
internal sealed class ListenerWait(ListenerQuestion question, string? socket, Action<Sighting> seen, Action<Exception> failed, CancellationToken stop)
{
    // inotify tells sooner; this is for what it cannot see, such as a directory that was replaced.
    private static readonly TimeSpan Unprompted = TimeSpan.FromMilliseconds(250);

    private long _since = Stopwatch.GetTimestamp();
    private bool _isPrompted;
    private bool _isAnswered;

    internal string? Socket => socket;

    internal int? Port => (question as TcpQuestion)?.Port;

    /// <summary>When to ask next, on the monotonic clock.</summary>
    internal long Due { get; private set; }

    /// <summary>There is nothing more to ask.</summary>
    internal bool IsOver => _isAnswered || stop.IsCancellationRequested;

    /// <summary>Waits, from now on or once more.</summary>
    /// <param name="isPrompted">Whether <see cref="SocketAppeared"/> will be called.</param>
    internal void Begin(bool isPrompted)
    {
        (_isPrompted, _isAnswered) = (isPrompted, false);
        // At once: a small child listens before the spawn has even been told here, and a socket may have been there before its watch was.
        Due = _since;
    }

    /// <summary>The socket's file has come into being: it is asked often again, and first at once.</summary>
    internal void SocketAppeared()
    {
        _isPrompted = false;
        Due = _since = Stopwatch.GetTimestamp();
    }

    /// <summary>It is known that nobody listens yet.</summary>
    internal void Postpone()
    {
        var now = Stopwatch.GetTimestamp();
        var pause = _isPrompted ? Unprompted : question.PauseAfter(Stopwatch.GetElapsedTime(_since, now));
        Due = now + (long)(pause.TotalSeconds * Stopwatch.Frequency);
    }

    internal void Ask()
    {
        try
        {
            if (question.Ask() is { } sighting)
            {
                _isAnswered = true;
                seen(sighting);
                return;
            }

            // Bound before its directory was watched: no event will come.
            if (_isPrompted && question is UnixQuestion { IsBound: true }) SocketAppeared();
            Postpone();
        }
        catch (Exception bug)
        {
            // It is asked no more, and the others have their turn.
            _isAnswered = true;
            failed(bug);
        }
    }
}
