using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Xunit;

namespace MyApp.Tests;

public sealed class WebSpec() : TestKit(VirtualTime.Config)
{
    [Fact]
    public async Task Web_starts_on_need_and_stops_when_nobody_needs_it()
    {
        var clock = new FakeTimeProvider();
        var launcher = FakeLauncher.Scripted(clock).Child("web", c => c.ListensAfter(TimeSpan.FromSeconds(2))).Launch("web", 2, c => c.Exits(3));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(clock, launcher));
        var events = this.SubscribeSpinnerEvents();

        var start = spinner.StartAsync(new ChildOptions { Name = "web", Command = "node", Args = ["web.js"], Attempts = 1 });
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(launcher.Last.Pid, (await start).Pid);
        events.ExpectEvent<ChildStarted>("web");

        clock.Advance(TimeSpan.FromMinutes(30));
        events.ExpectEvent<ChildStopped>("web", e => e.Cause == Cause.Idle);

        var failed = await Assert.ThrowsAsync<SpinnerException>(() => spinner.StartAsync("web"));
        Assert.Equal(3, failed.LastExit!.Code);
        await spinner.ExpectState("web", ChildState.Faulted);
    }
}
