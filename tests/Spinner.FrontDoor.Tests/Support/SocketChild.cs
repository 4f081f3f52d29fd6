using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests;

/// <summary>The socket of a child: what it reads, answers and closes is up to the test. It goes on listening whatever becomes of one.</summary>
public sealed class SocketChild : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly ConcurrentQueue<string> _heads = new();

    public SocketChild(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(100);
        _ = AcceptAsync();
    }

    /// <summary>The heads of all requests that came, and what they asked for.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    /// <summary>How many requests came for a path.</summary>
    public int CountOf(string target) => _heads.Count(h => TargetOf(h) == target);

    /// <summary>How many connections are open.</summary>
    public int Open => _open.Count;

    /// <summary>Answers a request, given its head; false closes the connection.</summary>
    public Func<string, NetworkStream, Task<bool>> Answer { get; set; } = static (_, connection) => SendAsync(connection, "hello");

    public static string TargetOf(string head) => head.Split(' ')[1];

    /// <summary>An answer, after which the connection stays.</summary>
    public static async Task<bool> SendAsync(NetworkStream connection, string body, string headers = "", string status = "200 OK")
    {
        await connection.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}"));
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var socket in _open.Keys) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _open[socket] = true;
        try
        {
            await using var connection = new NetworkStream(socket, ownsSocket: true);
            while (await ReadHeadAsync(connection) is { Length: > 0 } head)
            {
                _heads.Enqueue(head);
                if (!await Answer(head, connection)) return;
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException)
        {
            // The door has closed the connection, or the test is over.
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }

    // What follows a head is the test's to read: it is looked at first, and taken no further than the end.
    private static async Task<string> ReadHeadAsync(NetworkStream connection)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (await connection.Socket.ReceiveAsync(buffer, SocketFlags.Peek) is > 0 and var seen)
        {
            var before = head.Length;
            var end = head.Append(Encoding.Latin1.GetString(buffer, 0, seen)).ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0) head.Length = end + 4;
            await connection.ReadExactlyAsync(buffer.AsMemory(0, head.Length - before));
            if (end >= 0) return head.ToString();
        }

        return "";
    }
}
