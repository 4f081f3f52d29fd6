using System.Net;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>A child that speaks HTTP/2 only, as gRPC servers do.</summary>
public sealed class Http2ChildSpec : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("http2-").FullName;
    private readonly ActorSystem _system = ActorSystem.Create("http2", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
    private readonly WebApplication _child;
    private readonly UnixEndpoint _endpoint;

    public Http2ChildSpec()
    {
        _endpoint = new UnixEndpoint(Path.Combine(_directory, "child"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.ListenUnixSocket(_endpoint.Path, l => l.Protocols = HttpProtocols.Http2));
        _child = builder.Build();
        _child.Run(async context =>
        {
            await context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Host} {context.Request.Path} {context.Request.Headers["X-Forwarded-Host"]} {context.Request.Headers.TE}");
            if (context.Response.SupportsTrailers()) context.Response.AppendTrailer("grpc-status", "0");
        });
    }

    [Theory(Timeout = 60_000)]
    [InlineData("h2c", "route")]
    [InlineData("http", "route")]
    [InlineData("h2c", "name")]
    [InlineData("http", "name of a route's child")]
    public async Task It_is_reached_where_its_route_or_its_name_says_so_and_trailers_pass(string scheme, string where)
    {
        await using var spinner = _system.CreateSpinner(VirtualTime.Options(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), new FakeLauncher(launch =>
        {
            launch.OnTerminate = l => l.Exit(0);
            launch.OnKill = l => l.ExitBySignal(9);
            launch.BecomeReady(_endpoint);
        })) with { Children = [new() { Name = "web", Command = "any" }] });
        await using var server = await FrontDoorServer.StartAsync(spinner, new FrontDoorOptions
        {
            Listen = [$"{scheme}://127.0.0.1:0"],
            Defaults = new() { Http = where == "route" ? 2 : null },
            Http2Children = where == "route" ? null : ["web"],
            Routes = where == "name of a route's child" ? [new() { Name = "any", Child = "web" }] : [],
        });
        var version = scheme == "h2c" ? HttpVersion.Version20 : HttpVersion.Version11;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{new Uri(server.Addresses[0]).Port}") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a%2Fb") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = "web.localhost";
        request.Headers.TE.ParseAdd("trailers");

        using var answer = await client.SendAsync(request);
        Assert.Equal("HTTP/2 web.localhost /a%2Fb web.localhost trailers", await answer.Content.ReadAsStringAsync());
        if (scheme == "h2c") Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
    }

    public Task InitializeAsync() => _child.StartAsync();

    public async Task DisposeAsync()
    {
        await _child.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(_directory, recursive: true);
    }
}
