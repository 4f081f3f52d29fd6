using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.TestKit.Tests;

/// <summary>Expectations also serve an actor system with ordinary threads, where effects take a moment.</summary>
public sealed class OrdinaryThreadsSpec : Akka.TestKit.Xunit2.TestKit
{
    [Fact(Timeout = 120_000)]
    public async Task They_wait_for_what_comes_by_itself()
    {
        var clock = new FakeTimeProvider();
        var launcher = FakeLauncher.Scripted(clock).Child("web", c => c.StopsAfter(TimeSpan.FromSeconds(1)));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(clock, launcher));
        var events = this.SubscribeSpinnerEvents();
        var patience = TimeSpan.FromSeconds(30);

        spinner.Manager.Tell(new StartChild("web", new ChildOptions { Command = "any" }), TestActor);
        events.ExpectEvent<ChildStarted>("web", within: patience);
        await ExpectMsgAsync<ChildReady>(patience);
        spinner.Manager.Tell(new StopChild("web"), TestActor);
        await spinner.ExpectState("web", ChildState.Stopping, patience);

        // The launch hears of it a moment after that, and its second counts from then.
        await AwaitAssertAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(ChildState.Stopped, (await spinner.GetAsync("web"))!.State);
            },
            patience);
        events.ExpectEvent<ChildStopped>("web", within: patience);
    }
}
