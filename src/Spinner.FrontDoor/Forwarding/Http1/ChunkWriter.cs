using System.Buffers.Text;
using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>The framing of chunks for a client.</summary>
static class ChunkWriter
{
    public static void WriteSize(PipeWriter client, long size)
    {
        var line = client.GetSpan(20);
        Utf8Formatter.TryFormat(size, line, out var digits, 'x');
        "\r\n"u8.CopyTo(line[digits..]);
        client.Advance(digits + 2);
    }

    /// <summary>After the last chunk, or as HTTP/2 has it.</summary>
    public static void WriteTrailer(ChildConnection connection, HttpContext context, bool asChunks, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!asChunks)
        {
            if (context.Response.SupportsTrailers()) context.Response.AppendTrailer(connection.Texts.Name(name, out _), connection.Texts.Value(value));
            return;
        }

        var client = context.Response.BodyWriter;
        client.Write(name);
        client.Write(": "u8);
        client.Write(value);
        client.Write("\r\n"u8);
    }
}
