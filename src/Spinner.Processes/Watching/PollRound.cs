using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>One timer that exists only while something is polled; rounds never overlap, and may block. Used under the lock of its path watcher.</summary>
internal sealed class PollRound(TimeProvider clock, TimeSpan interval, Action round) : IDisposable
{
    private ITimer? _timer;
    private int _running;

    internal bool IsRunning => _timer is not null;

    /// <summary>A round has begun and is not over.</summary>
    internal bool IsInRound => Volatile.Read(ref _running) == 1;

    internal bool IsDisposed { get; private set; }

    /// <summary>Starts or ends the timer.</summary>
    internal void RunWhile(bool needed)
    {
        if (needed && !IsDisposed)
        {
            _timer ??= clock.CreateTimer(_ => Tick(), null, interval, interval);
        }
        else
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsDisposed = true;
        RunWhile(false);
    }

    private void Tick()
    {
        // A round over a slow network disk may take longer than a second; the next ones are then left out.
        if (Interlocked.Exchange(ref _running, 1) == 0) BlockingThreads.Spawns.Post(Run);
    }

    private void Run()
    {
        try
        {
            round();
        }
        catch (Exception bug)
        {
            // A disk that cannot be read this time: the next round tries again.
            Debug.WriteLine(bug);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
