using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>One timer that exists only while there is something to look at; rounds never overlap. Guarded by the lock of its owner.</summary>
internal sealed class PollRound(TimeProvider clock, TimeSpan interval, Action round) : IDisposable
{
    private ITimer? _timer;
    private int _running;

    internal bool IsRunning => _timer is not null;

    internal bool IsDisposed { get; private set; }

    /// <summary>Starts or ends the rounds.</summary>
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
        if (Interlocked.Exchange(ref _running, 1) == 1) return;
        try
        {
            round();
        }
        catch (Exception bug)
        {
            // A disk that cannot be looked at this time; on a timer's thread it would end the process.
            Debug.WriteLine(bug);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
