using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Benchmarks.FrontDoor.Loads;

/// <summary>One connection that asks the same again and again. It knows answers with a Content-Length only, which are all it gets.</summary>
internal sealed class Asker(int port)
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n"u8.ToArray();

    private readonly byte[] _answer = new byte[16 * 1024];

    public long Requests { get; private set; }

    public long Failed { get; private set; }

    public async Task RunAsync(TimeSpan time)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                while (Stopwatch.GetElapsedTime(start) < time && await AskAsync(socket)) { }
            }
            catch (SocketException)
            {
                Failed++;
            }
        }
    }

    /// <returns>The connection can be used again.</returns>
    private async Task<bool> AskAsync(Socket socket)
    {
        await socket.SendAsync(Request);
        for (var got = 0; ;)
        {
            var count = await socket.ReceiveAsync(_answer.AsMemory(got));
            if (count == 0)
            {
                Failed++;
                return false;
            }

            got += count;
            if (!IsWhole(_answer.AsSpan(0, got))) continue;
            Requests++;
            if (!_answer.AsSpan(0, got).StartsWith("HTTP/1.1 200 "u8)) Failed++;
            return true;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var key = "\r\nContent-Length: "u8;
        var at = answer.IndexOf(key);
        return at >= 0 && Utf8Parser.TryParse(answer[(at + key.Length)..], out int length, out _) && answer.Length >= end + 4 + length;
    }
}
