using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spinner.Host.Commands;
using Spinner.Host.Contract;
using Spinner.Processes;

namespace Spinner.Host.Client;

/// <summary>The control API over its unix socket.</summary>
sealed class ControlClient : IDisposable
{
    private readonly string _socket;
    private readonly HttpClient _http;

    public ControlClient(string socket)
    {
        _socket = socket;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            // What is not needed would be set up at the start of every command.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The path of a child, whatever its name is.</summary>
    public static string PathOf(string child, string rest = "") => $"/v1/children/{Uri.EscapeDataString(child)}{rest}";

    public Task<string> GetTextAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>The answer as <paramref name="read"/> reads it, see <see cref="Answers"/>.</summary>
    public async Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        Read(await GetTextAsync(path, cancellationToken), read);

    /// <summary>The text of the answer.</summary>
    /// <exception cref="ProblemException">The daemon answered with a problem.</exception>
    public async Task<string> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Events of a stream, until it ends.</summary>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken)) yield return item;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? body, HttpCompletionOption until,
        CancellationToken cancellationToken)
    {
        // A name may be ".." or have a slash: the path goes out as it is.
        var uri = new Uri($"http://spinner{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri);
        if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        var response = await ReachAsync(request, until, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw Refused(response, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, until, cancellationToken);
        }
        catch (HttpRequestException unreachable) when (unreachable.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new CommandException(ExitCodes.Failed, $"The control socket '{_socket}' may not be used by this user.", unreachable);
        }
        catch (HttpRequestException unreachable) when (unreachable.InnerException is SocketException)
        {
            throw new CommandException(
                ExitCodes.NotRunning, $"No daemon listens on '{_socket}'. Start one with 'spinner up', or name its socket with --socket.",
                unreachable);
        }
        catch (HttpRequestException broken)
        {
            throw new CommandException(ExitCodes.Failed, $"The daemon on '{_socket}' went away: {broken.Message}", broken);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // In a directory open to all somebody else could have made a socket where ours is looked for.
        if (CurrentUser.Id is { } us and not 0 && FileStat.TryRead(_socket) is { Owner: { } owner } && owner != us && owner != 0)
            throw new CommandException(ExitCodes.Failed, $"The control socket '{_socket}' belongs to another user (uid {owner}).");
        return await new UnixEndpoint(_socket).ConnectAsync(cancellationToken);
    }

    private static ProblemException Refused(HttpResponseMessage response, string text)
    {
        var problem = response.Content.Headers.ContentType?.MediaType == Problem.ContentType
            ? Read(text, json => json.Deserialize(ContractJson.Readable.Problem)!)
            : new Problem
            {
                Title = "", Status = (int)response.StatusCode, Detail = $"The daemon answered {(int)response.StatusCode}.", Failure = "",
            };
        var code = problem.Failure switch { "noSuchChild" => ExitCodes.NoSuchChild, "faulted" => ExitCodes.Faulted, _ => ExitCodes.Failed };
        return new ProblemException(code, problem);
    }

    private static T Read<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return read(json.RootElement);
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CommandException(ExitCodes.Failed, $"What answers is no spinner daemon: {strange.Message}", strange);
        }
    }
}
