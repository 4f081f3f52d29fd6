using System.Globalization;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>Nodes as processes: one name is one process, whatever becomes of its node, and never two.</summary>
public sealed class ThreeProcessesSpec : IAsyncLifetime
{
    private const int TimeLimit = 600_000;
    private const string Name = "web-3";

    // Two that live at the same instant would want the same lock; the system gives it back with the last of a family.
    private const string Script = """
        exec 9>"${0%/*}/$1.lock"
        flock -n 9 || { echo "$1 twice" >>"${0%/*}/twice"; exit 77; }
        exec sleep 100000
        """;

    private static readonly string[] Names = ["a", "b", "c"];

    private readonly TempDirectory _directory = new();
    private readonly string[] _ports = [.. Names.Select(_ => Dummy.FreeTcp().Port.ToString(CultureInfo.InvariantCulture))];
    private readonly PeerProcess[] _nodes = new PeerProcess[Names.Length];

    public async Task InitializeAsync()
    {
        _directory.Make("child.sh", Script);
        for (var i = 0; i < Names.Length; i++) Start(i);
        foreach (var node in _nodes) await node.DoAsync("joined");
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        _directory.Dispose();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_name_outlives_the_death_the_freeze_and_the_leave_of_its_node_and_is_never_two()
    {
        var first = await OneProcessAsync();

        var killed = await OwnerAsync();
        await _nodes[killed].KillAsync();
        await GoneAsync(first);
        var second = await Other(killed).StartAsync(Name);
        Assert.NotEqual(first, second);
        Start(killed);
        await _nodes[killed].DoAsync("joined");
        Assert.Equal(second, await OneProcessAsync());

        var frozen = await OwnerAsync();
        _nodes[frozen].Freeze();
        var silent = Other(frozen).DoAsync("silent");
        var third = await Other(frozen).StartAsync(Name);
        Assert.Equal(Names[frozen], await silent);
        // Its node stands still and did not do it.
        Assert.False(ProcFacts.IsAlive(second), "the watchdog has killed what the frozen node had");
        _nodes[frozen].GoOn();
        await _nodes[frozen].DoAsync("joined");
        Assert.Equal(third, await OneProcessAsync());

        var leaving = await OwnerAsync();
        Assert.Equal("left", await _nodes[leaving].DoAsync("leave"));
        Assert.False(ProcFacts.IsAlive(third), "what a node has ends before it has left");
        var fourth = await Other(leaving).StartAsync(Name);
        Assert.Equal(fourth, await _nodes.Last(node => node != _nodes[leaving]).StartAsync(Name));
        foreach (var node in _nodes.OrderBy(node => node == Other(leaving)))
        {
            await node.EndAsync();
            Assert.Equal(0, node.ExitCode);
        }

        await GoneAsync(fourth);
        Assert.False(File.Exists(_directory.PathOf("twice")), "two lived at the same instant");
    }

    private void Start(int i) => _nodes[i] = new PeerProcess(
        Names[i], _ports[i], string.Join(',', _ports), _directory.PathOf(Names[i]), _directory.PathOf("child.sh"));

    private PeerProcess Other(int than) => _nodes.First(node => node != _nodes[than]);

    /// <summary>Which node owns the name; every node says the same.</summary>
    private async Task<int> OwnerAsync()
    {
        var owners = await Task.WhenAll(_nodes.Select(node => node.DoAsync($"where {Name}")));
        return Array.IndexOf(Names, Assert.Single(owners.Distinct()));
    }

    /// <summary>Starts the name from every node at once; its process.</summary>
    private async Task<int> OneProcessAsync()
    {
        var pid = Assert.Single((await Task.WhenAll(_nodes.Select(node => node.StartAsync(Name)))).Distinct());
        Assert.True(ProcFacts.IsAlive(pid));
        return pid;
    }

    private static Task GoneAsync(int pid) => Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(pid).Count == 0, $"group {pid} is gone");
}
