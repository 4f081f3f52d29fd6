using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// Headers that <c>Connection</c> names belong to one connection, the client's with us or ours with the child (RFC 9110, 7.6.1). Kestrel makes
/// <c>close, X-Hop</c> the one word it knows; the door's own server prevents that.
/// </summary>
static class ConnectionOptions
{
    // Nobody may take away the host, the end of a message, or what a circle is known by; the others are dealt with anyway.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Kept =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "close", "keep-alive", "upgrade", "host", "content-length", "transfer-encoding", "via", "max-forwards")
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a header names, from the others. Allocates nothing.</summary>
    public static void Remove(StringValues connection, RequestFields fields)
    {
        foreach (var line in connection)
        {
            var text = line.AsSpan();
            foreach (var part in text.Split(','))
                if (Names(text[part].Trim(" \t")) is { IsEmpty: false } name) fields.Remove(name);
        }
    }

    /// <summary>A word of it, where it is the name of a header that stays here; else nothing.</summary>
    public static ReadOnlySpan<char> Names(ReadOnlySpan<char> word) => Syntax.IsToken(word) && !Kept.Contains(word) ? word : default;
}
