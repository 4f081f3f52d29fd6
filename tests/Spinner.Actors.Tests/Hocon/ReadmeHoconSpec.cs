namespace Spinner.Actors.Tests.Hocon;

/// <summary>The block the README shows is one.</summary>
public class ReadmeHoconSpec
{
    [Fact]
    public void It_is_read()
    {
        var options = SpinnerOptions.FromConfig("""
            spinner {
              drain-timeout = 1m
              defaults { idle-time = 10m }
              children {
                web { script = "./web.js", autostart = on, env { NODE_ENV = production } }
                "jobs/nightly" { command = "/opt/nightly", args = ["--port", "${PORT}"], monitor = off }
              }
            }
            """);

        Assert.Equal(["web", "jobs/nightly"], options.Children.Select(c => c.Name));
        Assert.Equal("production", options.Children[0].Environment!["NODE_ENV"]);
        Assert.Equal(["--port", "${PORT}"], options.Children[1].Args);
        Assert.Equal(MonitorTarget.None, options.Children[1].Monitor);
    }
}
