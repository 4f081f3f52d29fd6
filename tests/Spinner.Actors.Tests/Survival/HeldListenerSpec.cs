using System.Net.Sockets;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>A client notices nothing of a restart but that it takes a moment.</summary>
public class HeldListenerSpec : SurvivalSpecs
{
    protected override IProcessLauncher Engine => new LinuxLauncher();

    [Theory(Timeout = Limit)]
    [InlineData("listen-fd")]
    [InlineData("listen-fd:unix")]
    public async Task Who_connects_while_the_child_is_down_is_answered_by_its_next_launch(string endpoint)
    {
        Assert.True(EndpointSpec.TryParse(endpoint, out var spec));
        var first = await Spinner.StartAsync(Child("bind-fd") with { Endpoint = spec });
        Assert.Equal($"{first.Pid}", await Dummy.GetAsync(first.Endpoint, "/pid"));

        await Dummy.EndAsync(first.Endpoint, "/crash");
        // Until then a thread of the dying process may still take a connection, and it dies with it.
        await Told.NextAsync<ChildError>();
        var afterCrash = Dummy.GetAsync(first.Endpoint, "/pid");
        var second = await Told.NextAsync<ChildRestarted>();
        Assert.Equal(first.Endpoint, second.Endpoint);
        Assert.Equal($"{second.Pid}", await afterCrash);

        await Spinner.StopAsync(Name);
        var whileStopped = Dummy.GetAsync(first.Endpoint, "/pid");
        var third = await Spinner.StartAsync(Name);
        Assert.Equal($"{third.Pid}", await whileStopped);

        await Spinner.RemoveAsync(Name);
        await Eventually.HoldsAsync(() => IsRefused(first.Endpoint), "nobody listens there any more");
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_child_says_of_itself_is_shown_and_told_in_the_error()
    {
        var child = Child("notify", "STATUS=opening the database", "exit-after", "200", "3") with { Ready = Readiness.Notify, Attempts = 1 };
        var failed = await FailsAsync(Spinner.StartAsync(child));
        Assert.Equal(SpinnerError.ExitedBeforeReady, failed.Reason);
        Assert.Contains("before it said READY=1; its status: opening the database", failed.Message, StringComparison.Ordinal);
        Assert.Equal("opening the database", (await InfoAsync()).StatusText);
    }

    private static bool IsRefused(ChildEndpoint endpoint)
    {
        try
        {
            using var connection = endpoint.ConnectAsync().AsTask().GetAwaiter().GetResult();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
