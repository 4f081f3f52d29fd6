using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>What a warm request costs in memory, from socket to socket. Client and child are threads that allocate nothing.</summary>
public sealed class AllocationSpec : IDisposable
{
    private const int Warm = 500;
    private const int Measured = 1000;
    private const int Rounds = 4;

    // The task that ASP.NET wants of who answers. Without optimization every method that may wait takes some memory whether it waits or not.
#if DEBUG
    private const int Most = 1300;
#else
    private const int Most = 280;
#endif

    private static readonly byte[] Request = "GET /a/b?c=d HTTP/1.1\r\nHost: web.localhost\r\nAccept: */*\r\nX-A: one\r\n\r\n"u8.ToArray();
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-B: two\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray();

    private static readonly byte[] Hello = "hello"u8.ToArray();

    private readonly string _directory = Directory.CreateTempSubdirectory("memory-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    [Fact(Timeout = 60_000)]
    public async Task A_warm_request_costs_little_more_memory_than_the_server_itself()
    {
        var endpoint = new UnixEndpoint(Path.Combine(_directory, "socket"));
        _listener.Bind(new UnixDomainSocketEndPoint(endpoint.Path));
        _listener.Listen();
        new Thread(Serve) { IsBackground = true }.Start();
        using var system = ActorSystem.Create("memory", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
        await using var spinner = system.CreateSpinner(VirtualTime.Options(new FakeTimeProvider(), new FakeLauncher(launch =>
        {
            launch.OnTerminate = l => l.Exit(0);
            launch.BecomeReady(endpoint);
        })) with { Children = [new() { Name = "web", Command = "any" }] });
        await using var door = await FrontDoorServer.StartAsync(spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] });
        await using var bare = await BareAsync();

        var ours = await CostAsync(door.Addresses[0]);
        var least = await CostAsync(bare.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        Assert.InRange(ours - least, -Most, Most);
    }

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<WebApplication> BareAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(static async context =>
        {
            context.Response.ContentLength = Hello.Length;
            await context.Response.BodyWriter.WriteAsync(Hello);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>Bytes for each request.</summary>
    private static Task<long> CostAsync(string address)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(Cost(new Uri(address)));
            }
            catch (Exception failed)
            {
                done.SetException(failed);
            }
        }) { IsBackground = true }.Start();
        return done.Task;
    }

    private static long Cost(Uri at)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(at.Host, at.Port);
        var buffer = new byte[4096];
        Ask(client, buffer, Warm);
        // The least of some rounds: what else the process does is not the door's.
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Ask(client, buffer, Measured);
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / Measured;
        });
    }

    private static void Ask(Socket client, byte[] buffer, int times)
    {
        for (var i = 0; i < times; i++)
        {
            client.Send(Request);
            for (var got = 0; !buffer.AsSpan(0, got).EndsWith("hello"u8);) got += Read(client, buffer, got);
        }
    }

    private void Serve()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                using var connection = _listener.Accept();
                for (var got = 0; connection.Receive(buffer.AsSpan(got)) is > 0 and var count;)
                {
                    got += count;
                    if (!buffer.AsSpan(0, got).EndsWith("\r\n\r\n"u8)) continue;
                    connection.Send(Answer);
                    got = 0;
                }
            }
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }

    private static int Read(Socket client, byte[] buffer, int from) =>
        client.Receive(buffer.AsSpan(from)) is > 0 and var count ? count : throw new IOException("The server has closed the connection.");
}
