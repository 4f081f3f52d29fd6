using System.Diagnostics;
using Akka.Actor;
using Spinner.Actors;
using Xunit;

namespace MyApp.Tests;

/// <summary>A user of the packages starts and stops a process.</summary>
public sealed class RealProcessSpec
{
    [Fact(Timeout = 60_000)]
    public async Task A_process_is_started_asked_and_stopped()
    {
        using var system = ActorSystem.Create("consumer");
        await using var spinner = system.CreateSpinner();

        var dummy = Environment.GetEnvironmentVariable("DUMMY")!;
        var ready = await spinner.StartAsync(new ChildOptions { Name = "dummy", Script = dummy, Args = ["bind"] });
        await using (await ready.Endpoint.ConnectAsync()) { }

        Assert.Equal(new StopSucceeded("dummy", WasRunning: true), await spinner.StopAsync("dummy"));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(ready.Pid));
    }
}
