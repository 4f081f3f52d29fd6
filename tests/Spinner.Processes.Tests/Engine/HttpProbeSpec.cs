using System.Net;
using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

/// <summary>A question by HTTP and its end.</summary>
public class HttpProbeSpec
{
    [Fact(Timeout = 90_000)]
    public async Task A_failure_that_meets_the_end_is_the_end()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerAsync(server);
        using var stop = new CancellationTokenSource();
        // Told of the wrong answer, it is told to end while it fails.
        var probe = new HttpProbe((HttpReadiness)Readiness.Http("/"), TimeProvider.System, _ =>
        {
            stop.Cancel();
            throw new HttpRequestException("in the same moment");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => probe.AwaitAsync(new TcpEndpoint("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port), stop.Token));
        await answering;
    }

    private static async Task AnswerAsync(TcpListener server)
    {
        using var asked = await server.AcceptTcpClientAsync();
        var stream = asked.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }
}
