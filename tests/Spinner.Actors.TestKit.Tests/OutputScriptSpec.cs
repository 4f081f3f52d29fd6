using Akka.TestKit;

namespace Spinner.Actors.TestKit.Tests;

/// <summary>What fake children print.</summary>
public sealed class OutputScriptSpec : VirtualSpecs
{
    [Fact]
    public async Task Output_that_goes_to_the_log_is_logged()
    {
        Launcher.Child("web", c => c.Prints("hello").PrintsErrors("ouch"));

        var logged = Web with { Stdout = OutputTarget.Log, Stderr = OutputTarget.Log };

        await EventFilter.Info(contains: "hello").ExpectOneAsync(() =>
            EventFilter.Warning(contains: "ouch").ExpectOneAsync(() => Spinner.StartAsync(logged)));
    }

    [Fact]
    public async Task Output_is_kept_for_the_test()
    {
        Launcher.Child("web", c => c.Prints("one", "two").PrintsErrors("ouch"));

        await Spinner.StartAsync(Web);
        Launcher.Last.WriteOutput("three");

        Assert.Equal(["one", "two", "three"], Launcher.Last.Output);
        Assert.Equal(["ouch"], (await Spinner.GetAsync("web"))!.ErrorTail);
    }

    [Fact]
    public async Task Output_is_read_as_that_of_real_children()
    {
        Launcher.Child("web", c => c.Prints("one", "two").PrintsErrors("ouch"));

        await Spinner.StartAsync(Web);
        Launcher.Last.WriteOutput("three");

        var read = new List<(bool, string)>();
        await foreach (var item in Spinner.ReadOutputAsync("web"))
            if (item is OutputLine line) read.Add((line.IsError, line.Text));
        Assert.Equal([(false, "one"), (false, "two"), (true, "ouch"), (false, "three")], read);
    }
}
