using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>A stranger takes the port between its grant and the child's bind.</summary>
public class StolenPortSpec : SurvivalSpecs
{
    private readonly ThievedEndpoints _endpoints = new(new LocalEndpoints());

    protected override SpinnerOptions Options => base.Options with { Endpoints = _endpoints };

    [Theory(Timeout = Limit)]
    [InlineData("bind")]
    [InlineData("bind-after 300")]
    public async Task The_error_names_the_stranger_and_the_next_attempt_takes_another_port(string verbs)
    {
        var ready = await Spinner.StartAsync(Child(verbs.Split(' ')));
        var error = await Told.NextAsync<ChildError>();
        Assert.Equal((SpinnerError.EndpointTaken, 1), (error.Reason, error.Attempt));
        Assert.Contains($"pid {_endpoints.Thief} ({ProcFacts.NameOf(_endpoints.Thief)})", error.Detail, StringComparison.Ordinal);

        Assert.Equal(2, ready.Launch);
        Assert.Equal(2, Launches.All.Select(spawn => spawn.Endpoint).Distinct().Count());
        Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
        Assert.True(ProcFacts.IsAlive(_endpoints.Thief));
    }

    [Fact(Timeout = Limit)]
    public async Task The_only_attempt_is_rejected_with_the_stranger_named()
    {
        var error = await FailsAsync(Spinner.StartAsync(Child("never-bind") with { Attempts = 1 }));
        Assert.Equal(SpinnerError.EndpointTaken, error.Reason);
        Assert.Contains($"pid {_endpoints.Thief} ", error.Message, StringComparison.Ordinal);
        NothingLives();
        Assert.True(ProcFacts.IsAlive(_endpoints.Thief));
    }

    public override async Task DisposeAsync()
    {
        _endpoints.EndThief();
        await base.DisposeAsync();
    }
}
