using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.ColdStarts;

/// <summary>A child that a request found below the domain, and that is removed while it is stopped: no event tells of that.</summary>
public class RemovedSpec
{
    private const int Limit = 60_000;

    [Theory(Timeout = Limit)]
    [InlineData(ChildOptions.Unlimited)]
    [InlineData(3)]
    public async Task It_is_not_started_by_a_stranger(int maxRunning)
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient(), maxRunning: maxRunning);
        await door.Spinner.StartAsync(new ChildOptions { Name = "other", Command = "any" });
        Assert.Equal(502, await AskAsync(door)); // found; nobody listens at the address of a fake
        await door.Spinner.StopAsync("other");
        await door.Spinner.RemoveAsync("other");

        Assert.Equal((404, 404), (await AskAsync(door), await AskAsync(door)));
        Assert.Null(await door.Spinner.GetAsync("other"));

        await door.Spinner.StartAsync(new ChildOptions { Name = "other", Command = "any" });
        Assert.Equal(502, await AskAsync(door));
    }

    private static async Task<int> AskAsync(VirtualDoor door)
    {
        var request = VirtualDoor.Request();
        request.Request.Host = new HostString("other.localhost");
        request.Request.Method = "POST";
        await door.SendAsync(request);
        return request.Response.StatusCode;
    }
}
