using System.Text;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor;

/// <summary>
/// Lets every request message be written to a child once. SocketsHttpHandler writes one again, up to four times, when a connection that was used
/// before ends without an answer and the message has no content or expects 100-continue; the child may have worked on it already. Whether
/// something is sent once more is decided by the door alone.
/// </summary>
static class SentOnce
{
    /// <summary>
    /// How the headers for the child are written: every byte as it came. The handler asks for every header of every attempt before it sends a
    /// byte, and nothing else of ours sees the second attempt; one header, which every request has once, stands for all.
    /// </summary>
    /// <exception cref="HttpRequestException">The message was written before. The handler does not repeat after that.</exception>
    public static Encoding EncodingOf(string header, HttpRequestMessage request)
    {
        if (header == ForwardedNames.For) Mark(request);
        return Encoding.Latin1;
    }

    // The one thing of a message that can be changed while it is sent and costs no memory. The forwarder sets the other two values; this one says
    // nothing to a connection without TLS.
    private static void Mark(HttpRequestMessage request)
    {
        if (request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher)
            throw new HttpRequestException("The child closed the connection before it had answered; the request is not sent again by the handler.");
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
    }
}
