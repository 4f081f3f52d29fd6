using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

public sealed class WebSpec() : TestKit(VirtualTime.Config)
{
    [Fact]
    public async Task Web_starts_on_need_and_stops_when_nobody_needs_it()
    {
        var clock = new FakeTimeProvider();
        var launcher = FakeLauncher.Scripted(clock).Child("web", c => c.ListensAfter(TimeSpan.FromSeconds(2)));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(clock, launcher));
        var start = spinner.StartAsync(new ChildOptions { Name = "web", Command = "node", Args = ["web.js"] });
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(launcher.Last.Pid, (await start).Pid);
        clock.Advance(TimeSpan.FromMinutes(30));
        await spinner.ExpectState("web", ChildState.Stopped);
    }
}
