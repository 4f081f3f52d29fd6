namespace Spinner.Actors.Tests.Survival;

/// <summary>A name is data: any text that fits, and never part of a path.</summary>
public class NamesSpec : SurvivalSpecs
{
    private static readonly string[] Names =
        ["a/b/../c", "with space", "żółw 亀 🐢", new string('x', 255), "quo\"te's `$HOME`; true", ".", "%2F", "$a", "*", "line\nend"];

    [Fact(Timeout = Limit)]
    public async Task Any_name_starts_is_handed_over_listed_and_stopped()
    {
        var all = await Task.WhenAll(Names.Select(name => Spinner.StartAsync(Child("bind") with { Name = name, Endpoint = EndpointSpec.Unix })));
        foreach (var (name, ready) in Names.Zip(all))
        {
            Assert.Equal(name, ready.Name);
            Assert.Equal(name, await Dummy.GetAsync(ready.Endpoint, "/env/SPINNER_NAME"));
            Assert.Equal(ready.Pid, (await InfoAsync(name)).Pid);
        }

        Assert.Equal(Names.Order(StringComparer.Ordinal), (await Spinner.ListAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.Empty((await Spinner.StopAllAsync()).Failed);
        NothingLives();
        foreach (var name in Names) Assert.Equal(new ChildRemoved(name), await Spinner.RemoveAsync(name));
        Assert.Empty(await Spinner.ListAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("nul\0")]
    [InlineData(null)]
    public async Task A_name_that_is_none_is_refused(string? name)
    {
        var error = await FailsAsync(Spinner.StartAsync(Child("bind") with { Name = name }));
        Assert.Equal(SpinnerError.InvalidOptions, error.Reason);
        Assert.Contains("1 to 255", error.Message, StringComparison.Ordinal);
        var tooLong = await FailsAsync(Spinner.StartAsync(Child("bind") with { Name = new string('x', 256) }));
        Assert.Equal(SpinnerError.InvalidOptions, tooLong.Reason);
        Assert.Empty(Launches.All);
    }
}
