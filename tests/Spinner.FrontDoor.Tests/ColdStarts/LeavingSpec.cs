using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.ColdStarts;

/// <summary>Clients that leave a queue with a body on its way that is larger than what the server keeps unread.</summary>
public class LeavingSpec
{
    private const int Limit = 60_000;
    private const int MiB = 1024 * 1024;

    [Theory(Timeout = Limit)]
    [InlineData(3 * MiB, 3 * MiB, false)]
    [InlineData(3 * MiB / 2, 3 * MiB / 2, false)]
    [InlineData(30 * MiB, 3 * MiB, true)]
    public async Task They_are_seen_to_leave(int length, int sent, bool resets)
    {
        var patient = new ChildOptions { StartTimeout = TimeSpan.FromHours(1), Attempts = 1 };
        await using var door = new VirtualDoor(new FakeLauncher(), child: patient);
        var route = new FrontDoorRoute { ColdStart = ColdStartMode.Page, PageAfter = TimeSpan.FromMilliseconds(1), MaxWait = TimeSpan.FromHours(1) };
        await using var server = await FrontDoorServer.StartAsync(door.Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], Clock = door.Clock, Defaults = route });
        var at = new Uri(server.Addresses[0]);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(at.Host, at.Port);
            if (resets) client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: {length}\r\n\r\n")));
            await client.GetStream().WriteAsync(new byte[sent]);
            await UntilPageSaysAsync("2 requests wait");
        }

        await UntilPageSaysAsync("1 request waits");
        await Eventually.HoldsAsync(() => door.Launcher.Launches.Count == 1, "the child is being started, once");

        async Task UntilPageSaysAsync(string words)
        {
            // Virtual time is not to run away from a machine that is busy: an hour of it ends the start.
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            var page = "";
            while (!page.Contains(words, StringComparison.Ordinal))
            {
                var asked = RawHttp.SendAsync(at, "GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
                while (!asked.IsCompleted)
                {
                    door.Clock.Advance(TimeSpan.FromMilliseconds(5));
                    await tick.WaitForNextTickAsync();
                }

                page = await asked;
            }
        }
    }
}
