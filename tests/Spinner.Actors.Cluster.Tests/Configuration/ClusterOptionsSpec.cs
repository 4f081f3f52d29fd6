using Akka.Configuration;
using Spinner.Actors.Cluster.Configuration;

namespace Spinner.Actors.Cluster.Tests.Configuration;

/// <summary>What does not go together is refused before anything starts.</summary>
public class ClusterOptionsSpec
{
    private static string Refusal(ClusterOptions options) => Assert.Throws<ConfigurationException>(options.Checked).Message;

    [Fact]
    public void The_defaults_are_right() => Assert.Equal(new ClusterOptions(), new ClusterOptions().Checked());

    [Fact]
    public void A_lease_that_does_not_fit_into_stable_after_is_refused_with_the_sum()
    {
        var refusal = Refusal(new ClusterOptions { LostAfter = TimeSpan.FromSeconds(6) });
        Assert.Contains("StableAfter is 00:00:10", refusal, StringComparison.Ordinal);
        Assert.Contains("00:00:10.1750000 or more with a lost-after of 00:00:06", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_nodes_are_refused() => Assert.Contains("3 to 101", Refusal(new ClusterOptions { Nodes = 2 }), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var refusal = Refusal(new ClusterOptions { Nodes = 1, Port = 70_000, RemovalMargin = TimeSpan.Zero });
        Assert.All(["Nodes is 1", "Port is 70000", "RemovalMargin is 00:00:00"], key => Assert.Contains(key, refusal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(4, 3, 5)]
    [InlineData(5, 3, 5)]
    public void With_more_members_majorities_need_not_meet(int nodes, int quorum, int most) =>
        Assert.Equal((quorum, most), (new ClusterOptions { Nodes = nodes }.Quorum, new ClusterOptions { Nodes = nodes }.MostMembers));
}
