using Spinner.Processes;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// How many connections the door takes at a time. A process without a free descriptor cannot make a thread, and .NET ends one that wants to: idle
/// strangers must not bring that about. Safe for concurrent use.
/// </summary>
/// <param name="free">How many descriptors are free; a look may take its time where there are many.</param>
/// <param name="reserve">How many stay so.</param>
/// <param name="clock">By which looks are rare.</param>
sealed class ConnectionLimit(Func<int> free, int reserve, TimeProvider clock)
{
    private const int Least = 16;
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _looked;
    private int _left;

    /// <summary>The most that can ever be: half of what is not kept back, because a request in a child needs a connection to it as well.</summary>
    public static int? Most => Descriptors.Limit is < int.MaxValue and var limit ? Math.Max(Least, (limit - Descriptors.Reserve) / 2) : null;

    public static ConnectionLimit Of(TimeProvider clock) => new(() => Descriptors.Free, 2 * Descriptors.Reserve, clock);

    /// <summary>Whether one more may stay: the children and the rest of the process need descriptors, too.</summary>
    public bool Admits()
    {
        lock (_lock)
        {
            if (_left <= 0 || clock.GetElapsedTime(_looked) > LooksAgainAfter)
            {
                _left = (free() - reserve) / 2;
                _looked = clock.GetTimestamp();
            }

            return _left-- > 0;
        }
    }
}
