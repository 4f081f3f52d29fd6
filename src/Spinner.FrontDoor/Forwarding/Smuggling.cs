using Microsoft.AspNetCore.Http;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Requests whose end two readers could see at different places.</summary>
static class Smuggling
{
    /// <summary>
    /// Both Content-Length and Transfer-Encoding. Kestrel believes the latter, renames the former to X-Content-Length and reads nothing else from the
    /// connection; other contradictions it refuses by itself.
    /// </summary>
    public static bool Is(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length"));
}
