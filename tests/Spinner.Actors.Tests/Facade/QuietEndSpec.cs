using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>The end of the actor system: nothing is said of it unless something was killed because of it.</summary>
public sealed class QuietEndSpec : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly ActorSystem _system = ActorSystem.Create(
        "quiet", ConfigurationFactory.ParseString("akka.coordinated-shutdown.phases.service-stop.timeout = 5 s").WithFallback(VirtualTime.Config));
    private readonly Heard _heard;

    public QuietEndSpec()
    {
        _heard = new Heard(((ExtendedActorSystem)_system).Provider);
        foreach (var what in new[] { typeof(Warning), typeof(Error), typeof(DeadLetter) }) _system.EventStream.Subscribe(_heard, what);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task A_system_that_ends_with_children_that_obey_warns_of_nothing()
    {
        await StartAsync();
        await _system.Terminate();
        Assert.Empty(_heard.Messages);
    }

    [Fact]
    public async Task What_is_killed_because_the_phase_is_short_is_told_with_the_setting()
    {
        await StartAsync();
        (_launcher.Last.OnTerminate, _launcher.Last.OnKill) = (null, static l => l.ExitBySignal(9));
        var end = _system.Terminate();
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return end.IsCompleted;
            },
            "the phase is over");
        Assert.Contains(_heard.Messages, m => m.Contains("service-stop.timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_ends_after_the_spinner_is_no_dead_letter()
    {
        var spinner = await StartAsync();
        await using var watch = spinner.WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        await spinner.DisposeAsync();
        while (await watch.MoveNextAsync()) { }
        Assert.Empty(_heard.Messages);
    }

    private async Task<ISpinner> StartAsync()
    {
        var spinner = _system.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [new ChildOptions { Name = "web", Command = "any", StopTimeout = TimeSpan.FromSeconds(30) }] });
        await spinner.StartAsync("web");
        return spinner;
    }

    private sealed class Heard(IActorRefProvider provider) : MinimalActorRef
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _messages = new();

        public IReadOnlyCollection<string> Messages => _messages;

        public override ActorPath Path { get; } = provider.RootPath / "temp" / "heard";

        public override IActorRefProvider Provider { get; } = provider;

        protected override void TellInternal(object message, IActorRef sender)
        {
            if (message is not DeadLetter { Message: IDeadLetterSuppression }) _messages.Enqueue(message.ToString()!);
        }
    }
}
