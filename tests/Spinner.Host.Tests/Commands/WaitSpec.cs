using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Commands;

/// <summary>The command <c>wait</c> and a daemon that is slow to say that it listens.</summary>
public sealed class WaitSpec : IDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2);

    private readonly TempDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task It_looks_at_the_child_when_it_hears_of_all_that_happens_to_it()
    {
        var path = _directory.PathOf("control.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        using var command = SpinnerProcess.Start(new Dictionary<string, string>(), "wait", "web", "--socket", path);

        using var events = await _listener.AcceptAsync();
        Assert.StartsWith("GET /v1/events ", await HearAsync(events), StringComparison.Ordinal);
        var asked = _listener.AcceptAsync();
        // A look before it listens would miss for ever what happens in between.
        await Assert.ThrowsAsync<TimeoutException>(() => asked.WaitAsync(Slowness));

        await SayAsync(events, "text/event-stream", ": listening\n\n");
        using var look = await asked;
        Assert.StartsWith("GET /v1/children/web ", await HearAsync(look), StringComparison.Ordinal);
        await SayAsync(
            look, "application/problem+json", """{"title":"","status":404,"detail":"x","failure":"noSuchChild","errorTail":[]}""", "404 Not Found");
        look.Shutdown(SocketShutdown.Send);
        Assert.True(await command.EndAsync() == 4, command.Error);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("started", "event: missed\ndata: {\"event\":\"missed\",\"sequence\":9,\"from\":1,\"to\":9}\n\n")]
    [InlineData("starting", "")]
    public async Task It_looks_again_when_it_missed_something_and_for_states_nobody_tells_of(string state, string happened)
    {
        var path = _directory.PathOf("control.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        using var command = SpinnerProcess.Start(new Dictionary<string, string>(), "wait", "web", "--for", state, "--socket", path);
        using var events = await _listener.AcceptAsync();
        await HearAsync(events);
        await SayAsync(events, "text/event-stream", ": listening\n\n");

        await AnswerAsync("stopped");
        await events.SendAsync(Encoding.ASCII.GetBytes(happened));
        await AnswerAsync(state);

        Assert.True(await command.EndAsync() == 0, command.Error);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("0.2")]
    [InlineData("200ms")]
    public async Task It_waits_no_longer_than_it_is_told(string timeout)
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        var (code, _, error) = await daemon.RunAsync("wait", "web", "--timeout", timeout);
        Assert.Equal(1, code);
        Assert.Contains("web is not started in time; `spinner explain` says why.", error, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(string state)
    {
        using var look = await _listener.AcceptAsync();
        await HearAsync(look);
        await SayAsync(look, "application/json", $$"""
            {"name":"web","state":"{{state}}","launches":0,"since":"2020-01-01T00:00:00Z","errorTail":[],"options":
             {"args":[],"endpoint":"tcp","envNames":[],"idleTime":"off","keep":false,"autostart":false} }
            """);
        look.Shutdown(SocketShutdown.Both);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Dispose();
    }

    private static async Task<string> HearAsync(Socket caller)
    {
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await caller.ReceiveAsync(buffer));
    }

    private static async Task SayAsync(Socket caller, string type, string body, string status = "200 OK") =>
        await caller.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n\r\n{body}"));
}
