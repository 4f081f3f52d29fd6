namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>What a node has is elsewhere when it is cut off, and never two live meanwhile.</summary>
public sealed class FailoverSpec : SeatedSpecs
{
    /// <summary>The first node is the oldest, which places shards.</summary>
    [Theory(Timeout = TimeLimit)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task When_the_owner_is_cut_off_another_answers_and_never_two_live(int which)
    {
        var owner = Nodes[which];
        var name = "";
        foreach (var next in Declared)
            if (await OwnerOfAsync(name = next) == owner) break;
        Assert.True(owner.Has(name));
        var others = Nodes.Where(node => node != owner).ToList();

        await Cluster.CutOffAsync(owner.Node);
        await Eventually.HoldsAsync(() => !owner.Has(name), "the owner kills what it has");
        Assert.IsType<ChildReady>(await others[0].StartAsync(name));

        Assert.True(others.Exists(node => node.Has(name)));
        Assert.Equal(1, Census.Most);
    }
}
