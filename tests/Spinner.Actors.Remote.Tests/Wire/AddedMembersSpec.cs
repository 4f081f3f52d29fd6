using System.Text;

namespace Spinner.Actors.Remote.Tests.Wire;

/// <summary>Members that are younger than the first version: not written unless given, so that the golden bytes stay what they are.</summary>
public class AddedMembersSpec
{
    [Fact]
    public void Options_added_since_cross_the_wire()
    {
        var asked = new Start("web", Samples.Options with { Reload = ReloadMode.Overlap, DrainTimeout = TimeSpan.FromSeconds(4) }, Lease: false);

        var read = Through(WireCatalogue.Questions, asked);

        Assert.Equal((ReloadMode.Overlap, TimeSpan.FromSeconds(4)), (read.Options!.Reload, read.Options.DrainTimeout));
    }

    [Fact]
    public void The_longest_fault_time_crosses_the_wire()
    {
        var asked = new Start("web", Samples.Options with { FaultTimeoutMax = TimeSpan.FromHours(1) }, Lease: false);

        Assert.Equal(TimeSpan.FromHours(1), Through(WireCatalogue.Questions, asked).Options!.FaultTimeoutMax);
    }

    [Fact]
    public void A_fault_that_is_over_and_the_next_launch_cross_the_wire()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var fault = new ChildFault(SpinnerError.CrashLoop, "crashed twice", at);

        var read = Through(WireCatalogue.Answers, Samples.Info with { LastFault = fault, RelaunchAt = at });

        Assert.Equal((fault, at), (read.LastFault, read.RelaunchAt));
    }

    [Fact]
    public void The_launch_that_serves_crosses_the_wire() => Assert.Equal(7, Through(WireCatalogue.Answers, Samples.Info with { Launch = 7 }).Launch);

    [Fact]
    public void What_is_not_given_is_not_written() =>
        Assert.DoesNotContain(
            "drainTimeout", Encoding.UTF8.GetString(WireCatalogue.Questions.Write(new Start("web", Samples.Options, Lease: false))),
            StringComparison.Ordinal);

    private static T Through<T>(WireCatalogue catalogue, T message) where T : notnull =>
        Assert.IsType<T>(catalogue.Read(catalogue.ManifestOf(message), catalogue.Write(message)));
}
