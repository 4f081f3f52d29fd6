using System.Text;
using Spinner.Actors;
using Spinner.Control.Routes;

namespace Spinner.Host.Tests.Api;

public class JsonOptionsSpec
{
    [Fact]
    public void Variables_and_arguments_keep_what_stands_there()
    {
        var options = Read("""{"command":"x","args":[true,5,"a",1.50],"env":{"DEBUG":true,"TIMEOUT":30,"RATIO":1e3,"EMPTY":"","idleTime":7}}""");
        Assert.Equal(["true", "5", "a", "1.50"], options.Args!);
        Assert.Equal(("true", "30", "1e3", "", "7"), (options.Environment!["DEBUG"], options.Environment["TIMEOUT"], options.Environment["RATIO"],
            options.Environment["EMPTY"], options.Environment["idleTime"]));
    }

    [Fact]
    public void Options_of_ours_are_switches_numbers_and_seconds()
    {
        var options = Read("""{"command":"x","keep":true,"timeout":1.5,"idleTime":-1,"monitor":false,"endpoint":8080,"attempts":2}""");
        Assert.Equal((true, TimeSpan.FromSeconds(1.5), ChildOptions.Never, MonitorTarget.None, 2),
            (options.Keep, options.StartTimeout, options.IdleTime, options.Monitor, options.Attempts));
        Assert.Equal(ChildOptions.Never, Read("""{"idleTime":false}""").IdleTime);
    }

    [Theory]
    [InlineData("{\"command\":true}", "command is true; allowed: a text")]
    [InlineData("{\"cwd\":5}", "cwd is 5; allowed: a text")]
    [InlineData("{\"script\":false}", "script is false; allowed: a text")]
    [InlineData("{\"monitor\":true}", "monitor is true; allowed: a path, or off")]
    [InlineData("{\"stdout\":1}", "stdout is 1; allowed: console")]
    [InlineData("{\"attempts\":true}", "attempts is \"on\"; allowed: a whole number")]
    public void A_text_is_written_as_one(string body, string error)
    {
        Assert.Null(JsonSettings.Read(Encoding.UTF8.GetBytes(body), out var errors));
        Assert.StartsWith(error, Assert.Single(errors), StringComparison.Ordinal);
    }

    private static ChildOptions Read(string body)
    {
        var options = JsonSettings.Read(Encoding.UTF8.GetBytes(body), out var errors);
        Assert.Empty(errors);
        return options!;
    }
}
