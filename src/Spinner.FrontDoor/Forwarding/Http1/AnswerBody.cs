using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>
/// Brings the body of an answer to the client as it comes: from the socket into the memory that the server sends from. Chunks stay chunks where the
/// client can read them, so that trailers pass.
/// </summary>
static class AnswerBody
{
    // What is asked of the socket at once; the server's own blocks are 4 KiB.
    private const int Piece = 64 * 1024;
    private const int Block = 4 * 1024;

    /// <summary>One that has come already, with the head that nobody was told yet.</summary>
    /// <returns>False: the client has gone.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> WriteAsync(ChildConnection connection, PipeWriter client, int length)
    {
        var written = await client.WriteAsync(connection.UnreadMemory[..length]);
        connection.Consume(length);
        return !written.IsCompleted;
    }

    /// <summary>Of a known length.</summary>
    /// <returns>False: it is cut off, or the client has gone.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> CopyAsync(ChildConnection connection, PipeWriter client, long length)
    {
        while (length > 0)
        {
            if (!connection.Unread.IsEmpty)
            {
                var unread = (int)Math.Min(length, connection.Unread.Length);
                client.Write(connection.Unread[..unread]);
                connection.Consume(unread);
                length -= unread;
            }
            else
            {
                var memory = client.GetMemory(length > Block ? Piece : 0);
                var count = await connection.ReadAsync(memory[..(int)Math.Min(length, memory.Length)]);
                if (count == 0) return false;
                client.Advance(count);
                length -= count;
            }

            if ((await client.FlushAsync()).IsCompleted) return false;
        }

        return true;
    }

    /// <summary>Until the child closes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> CopyToEndAsync(ChildConnection connection, PipeWriter client)
    {
        client.Write(connection.Unread);
        connection.Consume(connection.Unread.Length);
        while (true)
        {
            if ((await client.FlushAsync()).IsCompleted) return false;
            var count = await connection.ReadAsync(client.GetMemory(Block));
            if (count == 0) return true;
            client.Advance(count);
        }
    }

    /// <summary>Of chunks, and the trailers after them.</summary>
    /// <param name="connection">Gives them.</param>
    /// <param name="context">Takes them: as chunks, as it has been told in the head, or what is in them.</param>
    /// <param name="asChunks">Which of the two.</param>
    /// <param name="mostTrailers">How many bytes of trailers there may be.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> CopyChunksAsync(ChildConnection connection, HttpContext context, bool asChunks, int mostTrailers)
    {
        var client = context.Response.BodyWriter;
        while (true)
        {
            if (await SizeAsync(connection) is not (>= 0 and var size)) return false;
            if (size == 0) break;
            if (asChunks) ChunkWriter.WriteSize(client, size);
            if (!await CopyAsync(connection, client, size) || !await EndAsync(connection)) return false;
            if (asChunks) client.Write("\r\n"u8);
        }

        if (asChunks) client.Write("0\r\n"u8);
        while (true)
        {
            var (used, isLast) = await TrailerAsync(connection, context, asChunks, mostTrailers);
            if (used == 0) return false;
            mostTrailers -= used;
            if (!isLast) continue;
            if (asChunks) client.Write("\r\n"u8);
            return !(await client.FlushAsync()).IsCompleted;
        }
    }

    /// <returns>-1: there is none, or it is no number.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<long> SizeAsync(ChildConnection connection)
    {
        while (true)
        {
            var read = ChunkReader.TryReadSize(connection.Unread, out var size, out var used);
            if (read is true) connection.Consume(used);
            if (read is { } isRight) return isRight ? size : -1;
            if (await connection.FillAsync(Piece) <= 0) return -1;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> EndAsync(ChildConnection connection)
    {
        while (true)
        {
            var read = ChunkReader.IsAtEnd(connection.Unread);
            if (read is true) connection.Consume(2);
            if (read is { } isRight) return isRight;
            if (await connection.FillAsync(Piece) <= 0) return false;
        }
    }

    /// <returns>How many bytes a line took, 0 for one that is none; and whether it was the last.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<(int Used, bool IsLast)> TrailerAsync(ChildConnection connection, HttpContext context, bool asChunks, int most)
    {
        while (true)
        {
            var read = ChunkReader.TryReadTrailer(connection.Unread, most, out var name, out var value, out var used);
            if (read is false || used > most) return (0, false);
            if (read is true)
            {
                var isLast = name.IsEmpty;
                if (!isLast && AnswerFieldNames.MayTrail(name)) ChunkWriter.WriteTrailer(connection, context, asChunks, name, value);
                connection.Consume(used);
                return (used, isLast);
            }

            if (await connection.FillAsync(Math.Max(most, 1) + Block) <= 0) return (0, false);
        }
    }
}
