using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests;

/// <summary>Requests that no client library would send.</summary>
static class RawHttp
{
    /// <summary>Sends bytes and reads the answer until the other side closes, or has sent a whole head and the test asked for no more.</summary>
    public static async Task<string> SendAsync(Uri door, string request, bool headOnly = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!headOnly || !answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer);
            }
            catch (IOException)
            {
                return answer + "(reset)";
            }

            if (count == 0) break;
            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return answer.ToString();
    }
}
