using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

// How a spinner ends.
public sealed partial class SpinnerSpec
{
    [Fact]
    public async Task Terminating_the_system_drains()
    {
        await _spinner.StartAsync("web");

        await Sys.Terminate();

        Assert.Equal(["SIGTERM"], _launcher.Last.Signals);
        Assert.Equal(0, _launcher.Living);
    }

    [Fact]
    public async Task A_drain_that_takes_too_long_kills()
    {
        var launcher = new FakeLauncher(static launch => launch.BecomeReady());
        var spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, launcher) with { DrainTimeout = TimeSpan.FromSeconds(3) }, "slow");
        await spinner.StartAsync(Web);

        var ended = spinner.DisposeAsync().AsTask();
        Assert.False(ended.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await ended;

        Assert.Equal(["SIGTERM"], launcher.Last.Signals);
        Assert.True(launcher.Last.IsDisposed);
    }
}
