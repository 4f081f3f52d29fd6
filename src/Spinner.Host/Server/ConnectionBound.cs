using Microsoft.AspNetCore.Connections;
using Spinner.FrontDoor.Server;
using Spinner.Processes;

namespace Spinner.Host.Server;

/// <summary>
/// Bounds the connections of one listener, so that whoever opens them leaves descriptors to others and to children. One too many is closed at once.
/// Safe for concurrent use.
/// </summary>
/// <param name="most">How many there may be.</param>
/// <param name="spare">How many descriptors have to be free besides.</param>
/// <param name="refused">Is told of those that are closed.</param>
sealed class ConnectionBound(int most, int spare, ThrottledReport refused)
{
    private int _open;

    /// <summary>The share of the descriptors that one listener may have, whatever their limit is.</summary>
    public static int Share(int wanted) => Math.Min(wanted, Math.Max(16, (Descriptors.Limit - Descriptors.Reserve) / 4));

    public ConnectionDelegate Then(ConnectionDelegate next) => async connection =>
    {
        try
        {
            var isRoom = Interlocked.Increment(ref _open) <= most && Descriptors.Free >= spare;
            if (isRoom) await next(connection);
            else refused.Add($"{most} at a time, {spare} descriptors spare");
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
