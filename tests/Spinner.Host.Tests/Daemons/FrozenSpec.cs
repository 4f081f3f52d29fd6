using Spinner.Actors;

namespace Spinner.Host.Tests.Daemons;

/// <summary>A daemon that does nothing for a while, as one whose machine is suspended.</summary>
public class FrozenSpec
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_child_that_listens_survives_a_daemon_that_slept_over_its_start_timeout()
    {
        var endpoint = Dummy.FreeTcp();
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child(
            "web", $"endpoint = {endpoint.Port}, timeout = {StartTimeout.TotalSeconds}s, attempts = 1", "bind-after", "500"));
        var begun = TimeProvider.System.GetTimestamp();
        var start = daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");
        var pid = 0;
        while (pid == 0) pid = await StartingAsync(daemon);

        ProcFacts.Signal(daemon.Process.Pid, Stop);
        try
        {
            await Eventually.HoldsAsync(
                () => Listens(endpoint) && TimeProvider.System.GetElapsedTime(begun) > StartTimeout, "it listens, and its deadline is over", Limit);
        }
        finally
        {
            ProcFacts.Signal(daemon.Process.Pid, Continue);
        }

        var (status, answer) = await start;
        Assert.True(status == 200, answer.GetRawText());
        Assert.Equal(pid, answer.GetProperty("pid").GetInt32());
        Assert.True(ProcFacts.IsAlive(pid));
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
    }

    private static async Task<int> StartingAsync(DaemonRun daemon)
    {
        var child = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body;
        return child.TryGetProperty("pid", out var pid) && pid.ValueKind == System.Text.Json.JsonValueKind.Number ? pid.GetInt32() : 0;
    }

    private static bool Listens(TcpEndpoint endpoint)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        try
        {
            socket.Connect(endpoint.Host, endpoint.Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
