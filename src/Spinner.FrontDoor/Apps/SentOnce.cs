using System.Net;

namespace Spinner.FrontDoor;

/// <summary>
/// Sends what must not happen twice once. SocketsHttpHandler sends a request without content again when a connection that was used before ends
/// without an answer, whatever its method; the child may have worked on it already. With content, even an empty one, it never does.
/// </summary>
sealed class SentOnce(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && !MayRepeat(request.Method)) request.Content = new Nothing();
        return base.SendAsync(request, cancellationToken);
    }

    private static bool MayRepeat(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Connect;

    private sealed class Nothing : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
