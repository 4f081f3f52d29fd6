using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Spinner.Processes.Tests.Engine;

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

    private static long Now() => (long)TimeProvider.System.GetElapsedTime(0).TotalMicroseconds;

    private static async Task<string> HearAsync(Socket manager)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await manager.ReceiveAsync(buffer));
    }
}
