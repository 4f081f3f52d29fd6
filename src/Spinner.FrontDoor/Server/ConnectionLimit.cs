using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Spinner.Processes;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// How many connections the door takes at a time. A process without a free descriptor cannot make a thread, and .NET ends one that wants to: idle
/// strangers must not bring that about. Safe for concurrent use.
/// </summary>
/// <param name="free">How many descriptors are free; a look may take its time where there are many.</param>
/// <param name="reserve">How many stay so.</param>
/// <param name="clock">By which looks are rare.</param>
/// <param name="most">How many there may be whatever is free; null: any number.</param>
/// <param name="refused">Is told of those that are closed at once; null: nobody is. The server would write a line for each.</param>
sealed class ConnectionLimit(Func<int> free, int reserve, TimeProvider clock, int? most = null, ThrottledReport? refused = null)
{
    private const int Least = 16;
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _looked;
    private int _left;
    private int _open;

    /// <summary>The most that can ever be: half of what is not kept back, because a request in a child needs a connection to it as well.</summary>
    public static int? Most => Descriptors.Limit is < int.MaxValue and var limit ? Math.Max(Least, (limit - Descriptors.Reserve) / 2) : null;

    public static ConnectionLimit Of(TimeProvider clock, ThrottledReport? refused) =>
        new(() => Descriptors.Free, 2 * Descriptors.Reserve, clock, Most, refused);

    /// <summary>What stands before everything else a connection goes through: one too many is closed there.</summary>
    public ConnectionDelegate Then(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if ((Interlocked.Increment(ref _open) <= most || most is null) && Admits())
            {
                await next(connection);
                return;
            }
            connection.Abort();
            refused?.Add(most?.ToString(CultureInfo.InvariantCulture) ?? "what is free");
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };

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
