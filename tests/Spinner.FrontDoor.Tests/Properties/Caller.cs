using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests.Properties;

/// <summary>A client of a door that asks on one connection as long as the door leaves it open.</summary>
sealed class Caller(Uri door) : IDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Socket? _socket;

    /// <param name="pieces">The request, as it is cut.</param>
    /// <param name="isForHead">No body follows the answer.</param>
    /// <returns>What came until the answer ended, or the door closed; and whether a body belongs to it.</returns>
    public async Task<(string Answer, bool HasBody)> AskAsync(IEnumerable<string> pieces, bool isForHead)
    {
        var answer = new StringBuilder();
        try
        {
            if (_socket is null) await ConnectAsync();
            foreach (var piece in pieces) await _socket!.SendAsync(Encoding.Latin1.GetBytes(piece));
            while (!IsOver(answer.ToString(), isForHead))
            {
                if (await _socket!.ReceiveAsync(_buffer) is not (> 0 and var count)) break;
                answer.Append(Encoding.Latin1.GetString(_buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Broken off: what has come tells.
        }

        var text = answer.ToString();
        if (!IsOver(text, isForHead) || text.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal)) Dispose();
        return (text, HasBody(text, isForHead));
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task ConnectAsync()
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(door.Host, door.Port);
    }

    private static bool HasBody(string answer, bool isForHead) => !isForHead && (answer.Length < 13 || answer[9..12] is not ("204" or "304"));

    private static bool IsOver(string answer, bool isForHead)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end >= 0 && (!HasBody(answer, isForHead) || (SaysWhere(answer[..end]) && Seen.Of(answer, hasBody: true).IsWhole));
    }

    private static bool SaysWhere(string head) =>
        head.Contains("\r\nContent-Length:", StringComparison.Ordinal) || head.Contains("\r\nTransfer-Encoding:", StringComparison.Ordinal);
}
