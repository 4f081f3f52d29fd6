using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Host.Display;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Client;

/// <summary>The control API over its unix socket. Every call has a connection of its own.</summary>
/// <param name="socket">Its path.</param>
/// <param name="isChosen">Whether somebody has named this very socket: root may then use another user's.</param>
sealed class ControlClient(string socket, bool isChosen)
{
    private bool _isTold;

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
        using var exchange = await SendRequestAsync(method, path, body, cancellationToken);
        return await TextAsync(exchange, cancellationToken);
    }

    /// <summary>Events of a stream, until it ends.</summary>
    /// <exception cref="CommandException">It was broken off.</exception>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in await OpenAsync(HttpMethod.Get, path, null, cancellationToken)) yield return item;
    }

    /// <summary>The same, when the daemon has said that it listens: of what happens from then on nothing is missing. To be read once.</summary>
    public async Task<IAsyncEnumerable<SseItem<string>>> OpenAsync(
        HttpMethod method, string path, string? body, CancellationToken cancellationToken) =>
        ReadAsync(await SendRequestAsync(method, path, body, cancellationToken), cancellationToken);

    /// <summary>With what a command ends that met this problem.</summary>
    public static int CodeOf(Problem problem) =>
        problem.Failure switch { "noSuchChild" => ExitCodes.NoSuchChild, "faulted" => ExitCodes.Faulted, _ => ExitCodes.Failed };

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (exchange)
        {
            await using var items = SseParser.Create(exchange.Body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(items, cancellationToken) is var item && item.EventType != StreamEvents.End) yield return item;
        }
    }

    /// <exception cref="CommandException">There is none: the stream was broken off before its end.</exception>
    private async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken cancellationToken)
    {
        try
        {
            if (await items.MoveNextAsync()) return items.Current;
            throw new EndOfStreamException("the connection was closed");
        }
        catch (IOException broken) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCodes.Failed, $"The answer of the daemon on '{socket}' was broken off, what is shown is not all: {broken.Message}", broken);
        }
    }

    private async Task<Exchange> SendRequestAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connected = Connect();
        // It blocks; closing the socket is what ends it.
        using var onCancel = cancellationToken.UnsafeRegister(_ => connected.Dispose(), null);
        try
        {
            var exchange = await Task.Run(() => Exchange.Ask(connected, method.Method, path, body), CancellationToken.None);
            if (exchange.Status is >= 200 and < 300) return exchange;
            using (exchange) throw Refused(exchange, await TextAsync(exchange, cancellationToken));
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new CommandException(ExitCodes.Failed, $"The daemon on '{socket}' went away: {broken.Message}", broken);
        }
    }

    private Socket Connect()
    {
        if (FileStat.TryRead(socket) is { Owner: { } owner }) RefuseForeign(owner);
        if (Encoding.UTF8.GetByteCount(socket) > SocketPath.MaxBytes)
            throw new CommandException(ExitCodes.Failed, $"The path of the socket '{socket}' is longer than {SocketPath.MaxBytes} bytes.");
        var connected = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            connected.Connect(new UnixDomainSocketEndPoint(socket));
            // The file says who made it, this who is behind it.
            if (PeerOf.Read(connected) is { } peer) RefuseForeign(peer.User);
            return connected;
        }
        catch (CommandException)
        {
            connected.Dispose();
            throw;
        }
        catch (SocketException unreachable)
        {
            connected.Dispose();
            throw unreachable.SocketErrorCode == SocketError.AccessDenied
                ? new CommandException(ExitCodes.Failed, $"The control socket '{socket}' may not be used by this user.", unreachable)
                : new CommandException(
                    ExitCodes.NotRunning, $"No daemon listens on '{socket}'. Start one with 'spinner up', or name its socket with --socket.",
                    unreachable);
        }
    }

    // The gate. In a directory open to all somebody else could have made a socket where ours is looked for, and what we send are environments.
    private void RefuseForeign(uint owner)
    {
        if (owner == CurrentUser.Id || owner == 0) return;
        if (isChosen && CurrentUser.Id == 0)
        {
            if (!Interlocked.Exchange(ref _isTold, true)) StandardError.WriteLine($"the daemon on '{Cells.Printable(socket)}' is another user's (uid {owner})");
            return;
        }

        var remedy = CurrentUser.Id == 0 ? " Name it with --socket to use it all the same." : "";
        throw new CommandException(ExitCodes.Failed, $"The control socket '{socket}' belongs to another user (uid {owner}).{remedy}");
    }

    private async Task<string> TextAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(exchange.Body);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (IOException broken)
        {
            throw new CommandException(ExitCodes.Failed, $"The daemon on '{socket}' went away: {broken.Message}", broken);
        }
    }

    private static ProblemException Refused(Exchange exchange, string text)
    {
        var problem = exchange.ContentType == Problem.ContentType
            ? Read(text, json => json.Deserialize(ContractJson.Readable.Problem)!)
            : new Problem { Title = "", Status = exchange.Status, Detail = $"The daemon answered {exchange.Status}.", Failure = "" };
        return new ProblemException(CodeOf(problem), problem);
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
