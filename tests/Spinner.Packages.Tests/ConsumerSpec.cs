namespace Spinner.Packages.Tests;

/// <summary>Somebody who has nothing but the packages: restores them, builds the test of the README and one with a real process, runs both.</summary>
[Collection(PackageFeed.Collection)]
public class ConsumerSpec(PackageFeed feed)
{
    [Fact]
    public async Task Its_tests_pass()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            feed.Make(Path.Combine("consumer", Path.GetFileName(file)), await File.ReadAllTextAsync(file));
        feed.Make("consumer/nuget.config", feed.Config);
        var environment = new Dictionary<string, string>(feed.Environment)
        {
            ["NUGET_PACKAGES"] = feed.PathOf("consumers"),
            ["SpinnerVersion"] = feed.Version,
            ["DUMMY"] = Path.Combine(AppContext.BaseDirectory, "Spinner.Dummy.dll"),
        };

        var printed = await Tool.DotnetAsync(feed.PathOf("consumer"), environment, "test", "--nologo", "-nodeReuse:false");

        Assert.Contains("Passed:     3", printed, StringComparison.Ordinal);
        Assert.Equal(
            ["spinner.actors", "spinner.actors.hosting", "spinner.actors.testkit", "spinner.processes"],
            Directory.EnumerateDirectories(feed.PathOf("consumers"), "spinner.*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
