using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Connections;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>What follows a 101: bytes of both sides, until one of them ends.</summary>
static class ProtocolChange
{
    private const int Piece = 16 * 1024;

    public static async ValueTask<ForwardResult> RunAsync(HttpContext context, ChildConnection connection)
    {
        connection.OutlivesRequest = true;
        using var over = new CancellationTokenSource();
        await using var client = await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        var up = UpAsync(client, connection, over.Token);
        var down = DownAsync(client, connection);
        await Task.WhenAny(up, down);
        // Who has ended has said all it will; the server does not carry half a connection.
        connection.Abort();
        await over.CancelAsync();
        await Task.WhenAll(up, down);
        return ForwardResult.Answered;
    }

    private static async Task UpAsync(Stream client, ChildConnection connection, CancellationToken over)
    {
        var piece = new byte[Piece];
        try
        {
            for (var count = await client.ReadAsync(piece, over); count > 0; count = await client.ReadAsync(piece, over))
                await connection.WriteAsync(piece.AsMemory(0, count));
            connection.ShutDownSending();
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // Either side has gone, and with it the connection.
        }
    }

    private static async Task DownAsync(Stream client, ChildConnection connection)
    {
        var piece = new byte[Piece];
        try
        {
            await client.WriteAsync(connection.Unread.ToArray());
            connection.Consume(connection.Unread.Length);
            for (var count = await connection.ReadAsync(piece); count > 0; count = await connection.ReadAsync(piece))
                await client.WriteAsync(piece.AsMemory(0, count));
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // Either side has gone, and with it the connection.
        }
    }

    private static bool IsEnd(Exception ended) => ended is IOException or ObjectDisposedException or OperationCanceledException or System.Net.Sockets.SocketException
        or InvalidOperationException or BadHttpRequestException;
}
