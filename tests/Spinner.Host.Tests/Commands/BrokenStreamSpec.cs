using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Commands;

/// <summary>Streams that are broken off before their end.</summary>
public sealed class BrokenStreamSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("", 1)]
    [InlineData("event: end\ndata: {}\n\n", 0)]
    public async Task Only_what_has_an_end_is_whole(string end, int expected)
    {
        var path = _directory.PathOf("control.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        using var command = SpinnerProcess.Start(new Dictionary<string, string>(), "logs", "web", "--socket", path);
        using (var caller = await _listener.AcceptAsync())
        {
            Assert.True(await caller.ReceiveAsync(new byte[4096]) > 0);
            await caller.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {{\"name\":\"web\",\"line\":\"hello\"}}\n\n{end}"));
            caller.Shutdown(SocketShutdown.Both);
        }

        Assert.Equal((expected, "hello\n"), (await command.EndAsync(), command.Out));
        Assert.Equal(expected == 0, !command.Error.Contains("broken off", StringComparison.Ordinal));
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("logs", "web", "-f")]
    [InlineData("events", "--after", "0")]
    public async Task A_daemon_that_is_killed_is_told(params string[] verb)
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "print", "hello", "bind"));
        await daemon.PidAsync("web");
        using var command = SpinnerProcess.Start(daemon.Environment, [.. verb, "--socket", daemon.Socket]);
        await Eventually.HoldsAsync(() => command.Out.Contains('\n', StringComparison.Ordinal), "it shows something", TimeSpan.FromSeconds(60));

        await daemon.EndAsync(signal: 9);

        Assert.Equal(1, await command.EndAsync());
        Assert.Contains("broken off", command.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Dispose();
    }
}
