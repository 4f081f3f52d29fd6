using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>A child that runs as somebody else, and what that one cannot reach.</summary>
public class UserSpec
{
    private static readonly ChildOptions Good = new() { Name = "web", Command = "app" };

    public static TheoryData<string, ChildOptions> Unreachable => new()
    {
        { nameof(ChildOptions.Endpoint), Good with { Endpoint = EndpointSpec.Unix } },
        { nameof(ChildOptions.Endpoint), Good with { Endpoint = EndpointSpec.ListenFdOn(EndpointSpec.Unix) } },
        { nameof(ChildOptions.Ready), Good with { Ready = Readiness.Notify } },
        { nameof(ChildOptions.Live), Good with { Live = Liveness.Notify } },
        { nameof(ChildOptions.Watchdog), Good with { Watchdog = TimeSpan.FromSeconds(1) } },
    };

    [Theory, MemberData(nameof(Unreachable))]
    public void What_another_user_does_not_reach_is_refused_where_it_is_declared(string option, ChildOptions options)
    {
        Assert.Empty(Reading.Errors(options));
        Assert.Contains(option, Reading.Wrong(options with { User = "nobody" }));
        Assert.Contains(option, Reading.Wrong(options with { Group = "nogroup" }));
    }

    [Fact]
    public void The_rest_goes_with_it() => Assert.Empty(Reading.Errors(Good with { User = "nobody", Group = "nogroup", Endpoint = EndpointSpec.Path("/srv/web.sock"), Live = Liveness.Tcp }));

    [Fact]
    public void What_its_group_is_kept_to_reaches_the_launch()
    {
        var plan = Reading.Spec(Good with { MemoryHigh = 1 << 20, MemoryMax = 2 << 20, CpuWeight = 5 }).ToPlan(new TcpEndpoint("127.0.0.1", 1), ring: null, static _ => { });
        var none = Reading.Spec(Good).ToPlan(new TcpEndpoint("127.0.0.1", 1), ring: null, static _ => { });

        Assert.Equal((1 << 20, 2 << 20, 5), (plan.MemoryHigh, plan.MemoryMax, plan.CpuWeight));
        Assert.Equal((null, null, null), ((long?, long?, int?))(none.MemoryHigh, none.MemoryMax, none.CpuWeight));
    }

    [Fact]
    public void All_of_it_reaches_the_launch()
    {
        var plan = Reading.Spec(Good with { User = "nobody", Group = "0", NoFile = 77, Nice = 3, Umask = UnixFileMode.OtherRead })
            .ToPlan(new TcpEndpoint("127.0.0.1", 1), ring: null, static _ => { });

        Assert.Equal(("nobody", "0", 77, 3, UnixFileMode.OtherRead), (plan.User, plan.Group, plan.NoFile, plan.Nice, plan.Umask));
        Assert.Null(Reading.Spec(Good).ToPlan(new TcpEndpoint("127.0.0.1", 1), ring: null, static _ => { }).NoFile);
    }
}
