using System.Text;

namespace Spinner.FrontDoor.Messages;

/// <summary>Which headers and trailers of an answer are for its reader, and which for the connection it came on.</summary>
static class AnswerFieldNames
{
    private static readonly string[] Hops =
        ["Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "Proxy-Authenticate", "Proxy-Authentication-Info"];

    // RFC 9110, 6.5.1: they are of no use behind a body, or worse.
    private static readonly string[] NoTrailers =
        ["Content-Length", "Host", "Content-Encoding", "Content-Type", "Content-Range", "Trailer", "Cache-Control", "TE", "Authorization", "Set-Cookie"];

    /// <summary>A header of the child's that is for the door alone.</summary>
    public static bool StaysHere(ReadOnlySpan<byte> name) => IsAny(Hops, name);

    /// <summary>It tells the end of a body.</summary>
    public static bool IsLength(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, "Content-Length"u8);

    /// <summary>A trailer that may follow a body.</summary>
    public static bool MayTrail(ReadOnlySpan<byte> name) => !IsAny(Hops, name) && !IsAny(NoTrailers, name);

    private static bool IsAny(string[] names, ReadOnlySpan<byte> name)
    {
        foreach (var one in names)
            if (one.Length == name.Length && Ascii.EqualsIgnoreCase(name, one)) return true;
        return false;
    }
}
