using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>What does not go with a cluster is refused before anything starts.</summary>
public sealed class RefusalSpec : IDisposable
{
    private static readonly ClusterOptions Right = new() { Port = 0, Seeds = ["127.0.0.1:1"] };

    private readonly ActorSystem _system = ActorSystem.Create("refused", "akka.loggers = []\nakka.stdout-loglevel = OFF");

    public void Dispose() => _system.Dispose();

    private string Refusal(ClusterOptions options, params IReadOnlyList<ChildOptions> children) =>
        Assert.Throws<ConfigurationException>(() => _system.JoinSpinnerCluster(options, new SpinnerOptions { Children = children })).Message;

    private string Refusal(ChildOptions child) => Refusal(Right, child with { Name = "web", Command = "x" });

    [Fact]
    public void A_node_without_seeds_is_refused() =>
        Assert.Contains("Seeds is \"empty\"; allowed: at least one host:port", Refusal(Right with { Seeds = [] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData(":1")]
    public void A_seed_that_is_no_address_is_refused(string seed) =>
        Assert.Contains($"Seeds is \"{seed}\"; allowed: host:port", Refusal(Right with { Seeds = [seed] }), StringComparison.Ordinal);

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    public void Times_that_no_timer_takes_are_refused_all_at_once(long ticks)
    {
        var time = TimeSpan.FromTicks(ticks);
        var refusal = Refusal(Right with
        {
            LostAfter = time, StableAfter = time, RemovalMargin = time, HeartbeatInterval = time, AcceptablePause = time, HandoffTimeout = time,
        });

        string[] options = ["LostAfter", "StableAfter", "RemovalMargin", "HeartbeatInterval", "AcceptablePause", "HandoffTimeout"];
        Assert.All(options, option => Assert.Contains($"{option} is ", refusal, StringComparison.Ordinal));
        Assert.Contains("500 ms to 1 h", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_machines_are_refused_when_nothing_is_encrypted()
    {
        var refusal = Refusal(Right with { Hostname = "0.0.0.0", Seeds = ["10.0.0.1:2553"] });
        Assert.Contains("Hostname is \"0.0.0.0\"; allowed: 127.0.0.1 or localhost", refusal, StringComparison.Ordinal);
        Assert.Contains("Seeds is \"10.0.0.1:2553\"; allowed: 127.0.0.1 or localhost", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Encryption_without_a_certificate_or_anybody_to_trust_is_refused()
    {
        var refusal = Refusal(Right with { Hostname = "10.0.0.2", Seeds = ["10.0.0.1:2553"], Tls = new ClusterTls() });
        Assert.StartsWith("The settings of the cluster's TLS are wrong: Tls is on without a certificate", refusal, StringComparison.Ordinal);
        Assert.Contains("Tls is on and nobody is trusted", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_reaches_nobody_is_refused() => Assert.Contains(
        "Hostname is \"0.0.0.0\"; allowed: an address or a host name by which the others reach this node",
        Refusal(Right with { Hostname = "0.0.0.0", Tls = new ClusterTls() }), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_is_none_is_refused() =>
        Assert.Contains("Name is \"a b\"; allowed: 1 to 64 letters", Refusal(Right with { Name = "a b" }), StringComparison.Ordinal);

    [Fact]
    public void A_child_whose_stop_does_not_fit_the_hand_off_is_refused() => Assert.Contains(
        "StopTimeout is 00:01:00; allowed: so long", Refusal(new ChildOptions { StopTimeout = TimeSpan.FromMinutes(1) }), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_needs_another_is_refused() => Assert.Contains(
        "Needs is",
        Refusal(
            Right, new ChildOptions { Name = "web", Command = "x", Needs = [new ChildNeed("db")] }, new ChildOptions { Name = "db", Command = "x" }),
        StringComparison.Ordinal);

    [Fact]
    public void A_child_that_nobody_starts_is_refused() =>
        Assert.All(["Autostart", "Keep"], option => Assert.Contains(
            $"{option} is true; allowed: false", Refusal(option == "Keep" ? new ChildOptions { Keep = true } : new ChildOptions { Autostart = true }),
            StringComparison.Ordinal));

    [Fact]
    public void A_child_of_which_two_run_is_refused() =>
        Assert.Contains("Reload is Overlap", Refusal(new ChildOptions { Reload = ReloadMode.Overlap }), StringComparison.Ordinal);

    [Fact]
    public void Children_that_outlive_their_node_are_refused()
    {
        var options = new SpinnerOptions { Orphans = OrphanPolicy.Keep, Launcher = new FakeLauncher() };
        var refusal = Assert.Throws<ConfigurationException>(() => _system.JoinSpinnerCluster(Right, options)).Message;
        Assert.Contains("Orphans is Keep; allowed: Kill in a cluster", refusal, StringComparison.Ordinal);
    }
}
