using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Daemons;

/// <summary>Readers who have stopped reading, and a daemon that is to end.</summary>
public class StalledSpec
{
    private const int Flood = 4_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_console_that_takes_nothing_keeps_neither_the_daemon_nor_its_children()
    {
        await using var daemon = new DaemonRun { ReadsOutput = false };
        daemon.Write(DaemonRun.Child("loud", "autostart = on", "flood-stdout", $"{Flood}", "bind"));
        await daemon.AnswersAsync(daemon.Launch());
        var pid = await daemon.PidAsync("loud");
        await Eventually.HoldsAsync(() => new FileInfo(daemon.PathOf("logs", "loud.log")).Length >= Flood, "the pipe is full", Limit);
        // Each is a line of the daemon's own.
        for (var more = 0; more < 3; more++) await daemon.AskAsync(HttpMethod.Post, "/v1/children/loud/restart");
        pid = await daemon.PidAsync("loud");

        Assert.Equal(0, await daemon.EndAsync());

        await DaemonRun.GoneAsync(pid);
        Assert.False(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_reader_of_a_stream_that_stopped_reading_does_not_keep_the_daemon()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("loud", "", "flood-stdout", $"{Flood}", "bind"));
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/loud/start");
        using var paused = await daemon.ConnectAsync();
        await paused.SendAsync(Encoding.ASCII.GetBytes("GET /v1/children/loud/logs?tail=1000000&follow=true HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.True(await paused.ReceiveAsync(new byte[1]) > 0);
        ProcFacts.Signal(daemon.Process.Pid, 15);
        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("loud stopped", StringComparison.Ordinal), "its children are gone", Limit);

        // A web server left to itself waits half a minute for such a reader.
        await Eventually.HoldsAsync(() => daemon.Process.HasExited, "it ends", TimeSpan.FromSeconds(20));

        Assert.Equal(0, await daemon.Process.EndAsync());
    }
}
