namespace Spinner.Actors.Tests.Hocon;

/// <summary>The blocks of HOCON that the README shows are read as it says.</summary>
public class ReadmeHoconSpec
{
    private static readonly string[] Blocks = [.. Read().Split("```hocon\n")[1..].Select(block => block.Split("```\n")[0])];

    [Fact]
    public void The_one_about_readiness_is_read()
    {
        var child = SpinnerOptions.FromConfig(Blocks.Single(b => b.Contains("/health", StringComparison.Ordinal))).Children.Single();

        Assert.Equal(Readiness.Http("/health", new StatusRange(200, 299)), child.Ready);
    }

    [Fact]
    public void The_one_about_options_is_read()
    {
        var options = SpinnerOptions.FromConfig(Blocks.Single(b => b.Contains("nightly", StringComparison.Ordinal)));

        Assert.Equal(TimeSpan.FromMinutes(1), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), options.Defaults.IdleTime);
        Assert.Equal(["web", "jobs/nightly"], options.Children.Select(c => c.Name));
        Assert.Equal("production", options.Children[0].Environment!["NODE_ENV"]);
        Assert.Equal(["--port", "${PORT}"], options.Children[1].Args);
        Assert.Equal(MonitorTarget.None, options.Children[1].Monitor);
    }

    [Fact]
    public void Each_is_read() => Assert.All(Blocks, block => SpinnerOptions.FromConfig(block));

    private static string Read()
    {
        using var reader = new StreamReader(typeof(ReadmeHoconSpec).Assembly.GetManifestResourceStream("README.md")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
