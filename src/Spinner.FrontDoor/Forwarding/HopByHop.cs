using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// Headers that a client's <c>Connection</c> names belong to its connection with us (RFC 9110, 7.6.1). The forwarder drops only the known ones, and
/// Kestrel makes <c>close, X-Hop</c> the one word it knows; <see cref="Server.StrictHeaders"/> prevents that, where the server is ours.
/// </summary>
static class HopByHop
{
    public static void Remove(StringValues connection, HttpRequestHeaders headers)
    {
        foreach (var line in connection)
        {
            // What nearly every client says, and an upgrade, name no header of ours to drop.
            if (line is null || line.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) || line.Equals("upgrade", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var name in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if (!IsKept(name)) headers.Remove(name);
        }
    }

    // The forwarder has decided about these already; and no client may take away the host.
    private static bool IsKept(string name) =>
        name.Equals("close", StringComparison.OrdinalIgnoreCase) || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || name.Equals("upgrade", StringComparison.OrdinalIgnoreCase) || name.Equals("host", StringComparison.OrdinalIgnoreCase) || name.Any(c => c <= ' ' || c >= 127);
}
