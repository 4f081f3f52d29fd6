using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Spinner.Benchmarks.FrontDoor.Proxies;

/// <summary>The head of a child's answer, as bytes.</summary>
internal static class AnswerHead
{
    /// <param name="head">With the end of its last line.</param>
    /// <param name="response">Gets status and headers.</param>
    public static void Read(ReadOnlySpan<byte> head, HttpResponse response)
    {
        var line = Cut(ref head);
        if (!Utf8Parser.TryParse(line["HTTP/1.1 ".Length..], out int status, out _)) throw new IOException("The answer has no status.");
        response.StatusCode = status;
        while (!head.IsEmpty)
        {
            line = Cut(ref head);
            var colon = line.IndexOf((byte)':');
            response.Headers.Append(Encoding.Latin1.GetString(line[..colon]), Encoding.Latin1.GetString(line[(colon + 1)..].Trim((byte)' ')));
        }
    }

    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = head[..end];
        head = head[(end + 2)..];
        return line;
    }
}
