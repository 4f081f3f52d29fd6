using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor;

namespace Spinner.FrontDoor.Tests.ColdStarts;

/// <summary>Children that listen on nothing: no request reaches them, and none starts them.</summary>
public class NoEndpointSpec
{
    private const int Limit = 60_000;

    [Theory(Timeout = Limit)]
    [InlineData(ChildKind.Worker, ChildOptions.Unlimited)]
    [InlineData(ChildKind.Task, ChildOptions.Unlimited)]
    [InlineData(ChildKind.Worker, 1)]
    public async Task They_are_not_found_and_not_started(ChildKind kind, int maxRunning)
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient(), child: new ChildOptions { Kind = kind }, maxRunning: maxRunning);

        Assert.Equal(404, await AskAsync(door));
        await door.Spinner.GetAsync("web");
        Assert.Empty(door.Launcher.Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_runs_is_not_found_either_until_it_is_made_a_server()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient(), child: new ChildOptions { Kind = ChildKind.Worker, ReadyAfter = TimeSpan.Zero });
        await door.Spinner.StartAsync("web");

        var (status, body) = await AnswerAsync(door);
        Assert.Equal(404, status);
        Assert.Contains("listens on nothing", body, StringComparison.Ordinal);

        await door.Spinner.RemoveAsync("web");
        await door.Spinner.StartAsync(new ChildOptions { Name = "web", Command = "any" });
        Assert.Equal(502, await AskAsync(door)); // nobody listens at the address of a fake
        await door.Spinner.RemoveAsync("web");
        await door.Spinner.StartAsync(new ChildOptions { Name = "web", Command = "any", Kind = ChildKind.Worker, ReadyAfter = TimeSpan.Zero });
        Assert.Equal(404, await AskAsync(door));
    }

    private static async Task<int> AskAsync(VirtualDoor door) => (await AnswerAsync(door)).Status;

    private static async Task<(int Status, string Body)> AnswerAsync(VirtualDoor door)
    {
        var request = VirtualDoor.Request();
        request.Request.Method = "POST";
        await door.SendAsync(request);
        return (request.Response.StatusCode, VirtualDoor.BodyOf(request));
    }
}
