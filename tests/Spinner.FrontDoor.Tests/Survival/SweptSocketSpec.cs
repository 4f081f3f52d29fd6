using System.Net;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>A child that lives, and whose socket is gone.</summary>
public class SweptSocketSpec : DoorSpecs
{
    protected override IEnumerable<ChildOptions> Children => [Child("web") with { Endpoint = EndpointSpec.Unix }];

    [Fact(Timeout = Limit)]
    public async Task The_next_request_that_needs_a_connection_is_answered_by_another_launch()
    {
        var client = await ClientAsync();
        // Takes the one connection there is.
        var late = GetAsync(client, "/late/3000");
        await UntilAsync(i => i.Endpoint is { } endpoint && IsConnected(endpoint.PortValue));
        var restarted = RestartedAsync();
        File.Delete((await InfoAsync()).Endpoint!.PortValue);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
        Assert.Equal(2, (await InfoAsync()).Launch);
        Assert.Equal(TransitionCause.Unreachable, await restarted);
        Assert.Equal((HttpStatusCode.OK, "late"), await late);
    }

    // proc(5): the sockets that were connected to a path have it too, in the state SS_CONNECTED.
    private static bool IsConnected(string path) =>
        File.ReadLines("/proc/net/unix").Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(f => f is [_, _, _, _, _, "03", _, var its] && its == path);

    private async Task<TransitionCause?> RestartedAsync()
    {
        await foreach (var happened in Spinner.WatchAsync())
            if (happened is ChildRestarted restarted) return restarted.Cause;
        return null;
    }
}
