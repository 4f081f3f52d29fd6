using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Daemons;

public class NotifySpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_service_manager_hears_when_it_is_ready_and_when_it_stops()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("curious", "autostart = on", "print", "notify", "print-env", "NOTIFY_SOCKET", "bind"));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(daemon.PathOf("notify")));
        daemon.Environment["NOTIFY_SOCKET"] = daemon.PathOf("notify");

        await daemon.StartAsync();
        Assert.Contains("READY=1", await HearAsync(manager), StringComparison.Ordinal);
        await daemon.PidAsync("curious");
        await daemon.EndAsync();

        Assert.Contains("STOPPING=1", await HearAsync(manager), StringComparison.Ordinal);
        Assert.DoesNotContain(daemon.PathOf("notify"), daemon.Process.Out, StringComparison.Ordinal);
    }

    private static async Task<string> HearAsync(Socket manager)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await manager.ReceiveAsync(buffer));
    }
}
