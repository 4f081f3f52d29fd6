namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>What a node has is elsewhere when it leaves, and never two live meanwhile.</summary>
public sealed class LeavingSpec : SeatedSpecs
{
    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_does_not_stop_is_killed_before_another_node_launches_it()
    {
        var owner = await OwnerOfAsync(Tests.Seats.Census.Stubborn);
        var other = Nodes.First(node => node != owner);

        // Whoever asks meanwhile is answered by the old owner, or by the next.
        var meanwhile = other.StartAsync(Tests.Seats.Census.Stubborn);
        await owner.LeaveAsync();
        Assert.IsType<ChildReady>(await meanwhile);
        Assert.IsType<ChildReady>(await other.StartAsync(Tests.Seats.Census.Stubborn));

        Assert.Equal(["SIGTERM", "SIGKILL"], owner.Launcher.LaunchesOf(Tests.Seats.Census.Stubborn)[0].Signals.Distinct());
        Assert.Equal((2, 1), (Census.LaunchesOf(Tests.Seats.Census.Stubborn), Census.Most));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_node_that_leaves_stops_what_it_has_and_another_answers()
    {
        const string name = "tenant-7";
        var owner = await OwnerOfAsync(name);
        var other = Nodes.First(node => node != owner);

        await owner.LeaveAsync();
        Assert.Equal(["SIGTERM"], owner.Launcher.LaunchesOf(name)[0].Signals);
        Assert.IsType<ChildReady>(await other.StartAsync(name));

        Assert.Equal((2, 1), (Census.LaunchesOf(name), Census.Most));
    }
}
