using System.Text.Json;

namespace Spinner.Host.Tests.Daemons;

public class FleetSpec
{
    private static readonly int Children = RealProgram.Stress ? 500 : 15;

    [Fact(Timeout = 4 * RealProgram.Limit)]
    public async Task Many_children_up_and_down()
    {
        // Enough time for all of them to start at the same moment on two cores.
        await using var daemon = await DaemonRun.UpAsync([.. Enumerable.Range(0, Children).Select(i =>
            DaemonRun.Child($"child-{i}", "timeout = 10m, stop-timeout = 5m", "bind"))]);
        await Task.WhenAll(Enumerable.Range(0, Children).Select(async i =>
            Assert.Equal(200, (await daemon.AskAsync(HttpMethod.Post, $"/v1/children/child-{i}/start")).Status)));
        var pids = (await daemon.AskAsync(HttpMethod.Get, "/v1/children")).Body.EnumerateObject().Select(c =>
            c.Value.GetProperty("pid").GetInt32()).ToList();
        Assert.Equal(Children, pids.Distinct().Count(ProcFacts.IsAlive));

        Assert.Equal(0, (await daemon.RunAsync("stop-all")).Code);

        Assert.All(pids, pid => Assert.Empty(ProcFacts.LivingInGroup(pid)));
        Assert.All((await daemon.AskAsync(HttpMethod.Get, "/v1/children")).Body.EnumerateObject(), c => Assert.Equal("stopped", State(c)));
    }

    private static string? State(JsonProperty child) => child.Value.GetProperty("state").GetString();
}
