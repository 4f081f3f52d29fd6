using System.Net.Sockets;

namespace Spinner.Host.Tests.Daemons;

/// <summary>Few descriptors, and somebody who wants all of them.</summary>
public class LimitSpec
{
    private const int Limit = 512;
    private static readonly string Secret = new('s', 32);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Idle_connections_beyond_the_limit_cost_neither_the_daemon_nor_a_child_nor_who_asks()
    {
        await using var daemon = new DaemonRun { Under = ["sh", "-c", $"ulimit -n {Limit} && exec \"$@\"", "sh"] };
        var port = Dummy.FreeTcp().Port;
        daemon.WriteText($$"""
            host { listen = "127.0.0.1:{{port}}", tokens { a { secret = "{{Secret}}" } } }
            spinner.children { {{DaemonRun.Child("web", "autostart = on", "bind")}} }
            """);
        await daemon.StartAsync();
        var pid = await daemon.PidAsync("web");
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < Limit + 100; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync("127.0.0.1", port);
            }

            for (var i = 0; i < 3; i++) Assert.Equal(0, (await daemon.RunAsync("restart", "web")).Code);
            Assert.Equal(0, (await daemon.RunAsync("list")).Code);
            pid = await daemon.PidAsync("web", after: pid);
            ProcFacts.Signal(pid, 9);
            await DaemonRun.GoneAsync(pid);
            await daemon.PidAsync("web", after: pid);
        }
        finally
        {
            foreach (var socket in idle) socket.Dispose();
        }

        Assert.Equal(0, await daemon.EndAsync());
        Assert.Contains("connections to the control API were closed", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_limit_that_is_low_for_what_is_declared_is_told_at_start()
    {
        await using var daemon = new DaemonRun { Under = ["sh", "-c", $"ulimit -n {Limit} && exec \"$@\"", "sh"] };
        daemon.Write([.. Enumerable.Range(0, 100).Select(i => DaemonRun.Child($"c{i}", "", "bind"))]);
        await daemon.StartAsync();
        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains($"{Limit} descriptors (ulimit -Hn, LimitNOFILE=)", StringComparison.Ordinal),
            "it is told", TimeSpan.FromSeconds(60));
    }
}
