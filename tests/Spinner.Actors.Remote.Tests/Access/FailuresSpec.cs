using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>What callers catch.</summary>
public class FailuresSpec
{
    [Fact(Timeout = 120_000)]
    public async Task One_catch_covers_what_a_child_and_what_a_server_refuses()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        server.Launcher.FailNext(SpawnFailure.CommandNotFound, "there is no such program");
        Assert.IsType<SpinnerRejectedException>(await Assert.ThrowsAnyAsync<SpinnerException>(() => remote.StartAsync("web")));
        Assert.IsType<RemoteSpinnerException>(await Assert.ThrowsAnyAsync<SpinnerException>(() => remote.RemoveAsync("web")));
    }
}
