using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>Headers that must not pass, in either direction, and those that must be true.</summary>
public class HeadersSpec : SocketSpecs
{
    private static readonly string[] Spoofed =
    [
        "X-Forwarded-Port: 443", "X-Forwarded-Ssl: on", "x-forwarded-scheme: https", "X-Forwarded-Server: s", "X_Forwarded_For: 9.9.9.9",
        "X-Forwarded: y", "X-Forwarded-For: 9.9.9.9", "X_forwarded-Proto: https",
    ];

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_looks_forwarded_is_believed_only_behind_a_trusted_proxy(bool trusted)
    {
        var door = await OpenAsync(new FrontDoorOptions { TrustForwarded = trusted });
        await RawAsync(door, "/", [.. Spoofed, "X-Forwardedness: kept"]);

        var head = Assert.Single(Child.Heads);
        Assert.Contains("X-Forwardedness: kept\r\n", head, StringComparison.Ordinal);
        Assert.Contains(trusted ? "X-Forwarded-For: 9.9.9.9, 127.0.0.1\r\n" : "X-Forwarded-For: 127.0.0.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains(trusted ? "X-Forwarded-Port: 443\r\n" : "X-Forwarded-Proto: http\r\n", head, StringComparison.Ordinal);
        if (trusted) Assert.All(Spoofed.SkipLast(2), line => Assert.Contains(line + "\r\n", head, StringComparison.Ordinal));
        else Assert.All(Spoofed, line => Assert.DoesNotContain(line + "\r\n", head, StringComparison.OrdinalIgnoreCase));
    }

    [Theory(Timeout = Limit)]
    [InlineData("Content-Type")]
    [InlineData("a=b")]
    [InlineData("\"x y\"")]
    [InlineData("Content-Length, Expires, é, (")]
    public async Task What_a_client_names_in_connection_may_be_anything(string names)
    {
        var door = await OpenAsync();
        var answer = await RawHttp.SendAsync(door,
            $"POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Type: text/x\r\nContent-Length: 2\r\n" +
            $"Expires: 0\r\nX-Hop: 1\r\nConnection: close, X-Hop, {names}\r\n\r\nhi");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        var head = Assert.Single(Child.Heads);
        Assert.DoesNotContain("X-Hop", head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 2\r\n", head, StringComparison.Ordinal);
        Assert.Equal(!names.Contains("Content-Type", StringComparison.Ordinal), head.Contains("Content-Type: text/x\r\n", StringComparison.Ordinal));
        Assert.Equal(!names.Contains("Expires", StringComparison.Ordinal), head.Contains("Expires: 0\r\n", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_child_names_in_connection_stays_here()
    {
        Child.Answer = (_, connection) => SocketChild.SendAsync(
            connection, "hello", "Connection: keep-alive, X-Hop, Content-Length, a=b\r\nX-Hop: 1\r\nX-End: 1\r\n");
        var answer = await RawAsync(await OpenAsync(), "/");
        Assert.DoesNotContain("X-Hop", answer, StringComparison.Ordinal);
        Assert.Contains("X-End: 1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 5\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("hello", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_of_a_connection_may_change_behind_another_proxy()
    {
        var (route, items) = (new Route(new FrontDoorOptions().Filled().Defaults, new App("web")), new Items());
        Assert.Equal(["1.1.1.1", "1.1.1.1", "2.2.2.2"], [For("1.1.1.1"), For("1.1.1.1"), For("2.2.2.2")]);

        string For(string address)
        {
            var context = VirtualDoor.Request();
            context.Features.Set<IConnectionItemsFeature>(items);
            context.Request.Protocol = "HTTP/1.1";
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            var head = new RequestHead();
            Assert.Null(head.Read(context, Rules(trusted: false)));
            head.Complete(context, route, Rules(trusted: false));
            return head.Fields.ToArray().Single(f => f.Name == "X-Forwarded-For").Value;
        }
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "/app")]
    [InlineData(true, "")]
    public void The_child_reads_every_header_once_whoever_asks_on_a_connection(bool trusted, string prefix)
    {
        var defaults = new FrontDoorOptions().Filled().Defaults;
        var (items, head) = (new Items(), new RequestHead());
        var route = new Route(prefix.Length == 0 ? defaults : defaults with { Path = prefix, StripPath = true }, new App("web"));
        foreach (var (host, address) in new[] { ("a.test", "1.1.1.1"), ("a.test", "1.1.1.1"), ("b.test", "1.1.1.1"), ("b.test", "2.2.2.2") })
        {
            var context = VirtualDoor.Request();
            context.Features.Set<IConnectionItemsFeature>(items);
            context.Request.Protocol = "HTTP/1.1";
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            context.Request.Headers.Host = host;
            context.Request.Headers["X-Forwarded-For"] = "9.9.9.9";
            var (rules, writer) = (Rules(trusted), new HeadWriter());
            Assert.Null(head.Read(context, rules));
            head.Complete(context, route, rules);
            writer.WriteRequest(head);

            var lines = head.Fields.ToArray().Select(field => $"{field.Name}: {field.Value}\r\n");
            // This server cannot tell that there is no body.
            lines = lines.Prepend($"GET / HTTP/1.1\r\nHost: {host}\r\n").Append("Transfer-Encoding: chunked\r\n\r\n");
            Assert.Equal(string.Concat(lines), Encoding.Latin1.GetString(writer.Written.Span));
            Assert.Contains(head.Fields.ToArray(), field => field == new Field("X-Forwarded-For", trusted ? $"9.9.9.9, {address}" : address));
            Assert.Contains(head.Fields.ToArray(), field => field == new Field("X-Forwarded-Host", host));
            Assert.Equal(prefix.Length > 0, head.Fields.ToArray().Contains(new Field("X-Forwarded-Prefix", prefix)));
            Assert.Equal(new Field("Via", "1.1 spinner-1"), head.Fields[^1]);
        }
    }

    [Fact]
    public void A_look_for_forged_headers_costs_no_memory()
    {
        var (route, items) = (new Route(new FrontDoorOptions().Filled().Defaults, new App("web")), new Items());
        var context = VirtualDoor.Request();
        context.Features.Set<IConnectionItemsFeature>(items);
        context.Request.Protocol = "HTTP/1.1";
        for (var i = 0; i < 12; i++) context.Request.Headers[$"X-Header-{i}"] = "value";
        context.Request.Headers["X_Forwarded_For"] = "9.9.9.9";
        var (head, rules) = (new RequestHead(), Rules(trusted: false));

        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.DoesNotContain(head.Fields.ToArray(), f => f.Value == "9.9.9.9");

        void Pass()
        {
            if (head.Read(context, rules) is not null) throw new InvalidOperationException("It is a request.");
            head.Complete(context, route, rules);
        }
    }

    private static DoorRules Rules(bool trusted) => new(new FrontDoorOptions { TrustForwarded = trusted }.Filled(), "spinner-1");

    private sealed class Items : IConnectionItemsFeature
    {
        IDictionary<object, object?> IConnectionItemsFeature.Items { get; set; } = new Dictionary<object, object?>();
    }
}
