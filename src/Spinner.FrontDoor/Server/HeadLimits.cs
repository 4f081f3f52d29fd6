using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Spinner.FrontDoor.Server;

/// <summary>The one limit of request heads, in all the places where the server has one.</summary>
static class HeadLimits
{
    // A name, a colon and the end of the line.
    private const int ShortestLine = 4;

    // What the server may keep unread of a connection; a limit of a head beyond it is refused.
    private const int Buffer = 1024 * 1024;

    public static void Set(KestrelServerLimits limits, int head)
    {
        limits.MaxRequestHeadersTotalSize = head;
        limits.MaxRequestHeaderCount = head / ShortestLine;
        // Over HTTP/2 the server answers a longer line by a broken stream, and a longer header by a broken connection. Up to twice the limit it
        // leaves the answer to whoever looks at the whole: it does at the headers, the door at the target.
        limits.MaxRequestLineSize = Math.Min(2 * head, Buffer);
        limits.Http2.MaxRequestHeaderFieldSize = 2 * head;
    }
}
