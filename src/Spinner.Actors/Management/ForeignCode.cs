using Akka.Event;

namespace Spinner.Actors.Management;

/// <summary>
/// Threads for what may take its time, or for ever: code that is not ours, files that may lie far away. Neither actors nor the shared pool wait for
/// it. A thread that has nothing to do waits a little for more, then ends. Safe for concurrent use.
/// </summary>
static class ForeignCode
{
    private const int MostThreads = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly object Gate = new();
    private static readonly Queue<(Action Work, ILoggingAdapter Log)> Waiting = new();
    private static int _threads;
    private static int _idle;

    /// <summary>Runs it on another thread, at once unless 256 others are stuck.</summary>
    /// <param name="work">What it throws is logged.</param>
    /// <param name="log">Where.</param>
    public static void Run(Action work, ILoggingAdapter log)
    {
        lock (Gate)
        {
            Waiting.Enqueue((work, log));
            if (Waiting.Count > _idle && _threads < MostThreads)
            {
                _threads++;
                // Without the caller's execution context, which the thread would keep for good.
                new Thread(RunAll) { IsBackground = true, Name = "spinner foreign code" }.UnsafeStart();
            }
            else
            {
                Monitor.Pulse(Gate);
            }
        }
    }

    private static void RunAll()
    {
        while (TryTake(out var next))
        {
            try
            {
                next.Work();
            }
            catch (Exception e)
            {
                next.Log.Error(e, "Work beside the actors failed");
            }
        }
    }

    private static bool TryTake(out (Action Work, ILoggingAdapter Log) next)
    {
        lock (Gate)
        {
            while (!Waiting.TryDequeue(out next))
            {
                _idle++;
                var woken = Monitor.Wait(Gate, Patience);
                _idle--;
                if (woken || Waiting.Count > 0) continue;
                _threads--;
                return false;
            }

            return true;
        }
    }
}
