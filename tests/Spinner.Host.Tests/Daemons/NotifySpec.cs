using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Daemons;

public class NotifySpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_service_manager_hears_when_it_is_ready_reloads_and_stops()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("curious", "autostart = on", "print", "notify", "print-env", "NOTIFY_SOCKET", "bind"));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(daemon.PathOf("notify")));
        daemon.Environment["NOTIFY_SOCKET"] = daemon.PathOf("notify");

        await daemon.StartAsync();
        Assert.Contains("READY=1", await HearAsync(manager), StringComparison.Ordinal);
        await daemon.PidAsync("curious");
        var before = Now();
        ProcFacts.Signal(daemon.Process.Pid, 1);
        var reloading = (await HearAsync(manager)).Split('\n');
        Assert.Equal("RELOADING=1", reloading[0]);
        Assert.InRange(long.Parse(reloading[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, Now());
        Assert.Equal("READY=1", await HearAsync(manager));
        await daemon.EndAsync();

        Assert.Equal("STOPPING=1", await HearAsync(manager));
        Assert.Equal(0, manager.Available);
        Assert.DoesNotContain(daemon.PathOf("notify"), daemon.Process.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("/nowhere/notify")]
    [InlineData("@spinner-nobody-listens-here")]
    [InlineData("relative/notify")]
    [InlineData("vsock:2:1234")]
    [InlineData("/dev/null")]
    [InlineData("/a/path/that/is/longer/than/a/unix/socket/may/have/a/path/that/is/longer/than/a/unix/socket/may/have/a/path/that/is/longer")]
    public async Task A_service_manager_that_is_not_there_does_not_matter(string socket)
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        daemon.Environment["NOTIFY_SOCKET"] = socket;

        await daemon.StartAsync();

        await LivesOnAsync(daemon);
        Assert.Single(daemon.Process.Out.Split('\n'), line => line.Contains("cannot be told", StringComparison.Ordinal));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_service_manager_that_goes_away_does_not_matter()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        daemon.Environment["NOTIFY_SOCKET"] = daemon.PathOf("notify");
        using (var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
        {
            manager.Bind(new UnixDomainSocketEndPoint(daemon.PathOf("notify")));
            await daemon.StartAsync();
            Assert.Contains("READY=1", await HearAsync(manager), StringComparison.Ordinal);
        }

        await LivesOnAsync(daemon);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_service_manager_that_does_not_read_holds_up_nothing_and_is_told_when_it_does()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(daemon.PathOf("notify")));
        daemon.Environment["NOTIFY_SOCKET"] = daemon.PathOf("notify");
        Fill(daemon.PathOf("notify"));

        await daemon.StartAsync();

        await daemon.PidAsync("web");
        while (await HearAsync(manager) is var heard && heard != "READY=1") Assert.Equal("x", heard);
        Fill(daemon.PathOf("notify"));
        await LivesOnAsync(daemon);
    }

    private static void Fill(string path)
    {
        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        var refused = Assert.Throws<SocketException>((Action)(() =>
        {
            while (true) sender.SendTo("x"u8, new UnixDomainSocketEndPoint(path));
        }));
        Assert.Equal(SocketError.WouldBlock, refused.SocketErrorCode);
    }

    private static async Task LivesOnAsync(DaemonRun daemon)
    {
        var pid = await daemon.PidAsync("web");
        ProcFacts.Signal(daemon.Process.Pid, 1);
        await Spinner.Tests.Eventually.HoldsAsync(() => daemon.Process.Out.Contains("Reloaded:", StringComparison.Ordinal), "it reloads",
            TimeSpan.FromSeconds(60));
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
        Assert.DoesNotContain("Exception", daemon.Process.Out + daemon.Process.Error, StringComparison.Ordinal);
    }

    private static long Now() => (long)TimeProvider.System.GetElapsedTime(0).TotalMicroseconds;

    private static async Task<string> HearAsync(Socket manager)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await manager.ReceiveAsync(buffer));
    }
}
