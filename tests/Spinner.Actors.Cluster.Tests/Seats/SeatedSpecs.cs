using Spinner.Actors.Cluster.Tests.Nodes;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>Three nodes in this process, each with a spinner of fakes, and a count of what lives on all of them.</summary>
public abstract class SeatedSpecs : IAsyncLifetime
{
    private protected const int TimeLimit = 300_000;

    private protected static string[] Declared { get; } =
        [.. Enumerable.Range(0, 200).Select(i => $"tenant-{i}"), Tests.Seats.Census.Stubborn, SeatedNode.Sleepy];

    private protected Census Census { get; } = new();

    private protected TestCluster Cluster { get; private set; } = null!;

    private protected IReadOnlyList<SeatedNode> Nodes { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync(3);
        Nodes = [.. Cluster.Nodes.Select(node => new SeatedNode(node, Census, Declared))];
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        foreach (var node in Nodes) await node.DisposeAsync();
    }

    /// <summary>Starts a name; the node that has it then.</summary>
    private protected async Task<SeatedNode> OwnerOfAsync(string name)
    {
        Assert.IsType<ChildReady>(await Nodes[0].StartAsync(name));
        return Nodes.Single(node => node.Has(name));
    }
}
