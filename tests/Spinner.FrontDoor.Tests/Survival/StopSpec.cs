using System.Net;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>A child is stopped while requests are in it.</summary>
public class StopSpec : DoorSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_stop_that_drains_lets_them_end_and_who_comes_meanwhile_gets_the_next_launch()
    {
        var client = await ClientAsync();
        await GetAsync(client, "/");
        var inside = GetAsync(client, "/late/3000");
        await UntilAsync(i => i.AliveBecause is { Uses: 1 });

        var stop = Spinner.StopAsync("web", drain: true);
        await UntilAsync(i => i.State == ChildState.Stopping);
        var next = GetAsync(client, "/");

        Assert.Equal(HttpStatusCode.OK, (await inside).Status);
        Assert.IsType<StopSucceeded>(await stop);
        Assert.Equal(HttpStatusCode.OK, (await next).Status);
        Assert.Equal(2, (await InfoAsync()).Launches);
    }
}
