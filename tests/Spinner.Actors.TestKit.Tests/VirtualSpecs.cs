using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.TestKit.Tests;

/// <summary>A spinner in virtual time inside Akka's TestKit, with a child <c>web</c>: start 30 s in one attempt, stop 10 s, kill 5 s.</summary>
public abstract class VirtualSpecs : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    protected VirtualSpecs() : base(VirtualTime.Config)
    {
        Launcher = FakeLauncher.Scripted(Clock);
        Spinner = Sys.CreateSpinner(VirtualTime.Options(Clock, Launcher));
        Events = this.SubscribeSpinnerEvents();
    }

    protected FakeTimeProvider Clock { get; } = new();
    protected ScriptedLauncher Launcher { get; }
    protected ISpinner Spinner { get; }
    protected SpinnerEventProbe Events { get; }

    protected static ChildOptions Web { get; } =
        new() { Name = "web", Command = "any", Attempts = 1, StopTimeout = Seconds(10), KillTimeout = Seconds(5) };

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Spinner.DisposeAsync();
}
