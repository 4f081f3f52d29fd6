using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>A spinner in virtual time with a child <c>web</c> whose idle time is half an hour, for all about who holds it.</summary>
public abstract class LeaseSpecs : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private protected static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private protected static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private protected LeaseSpecs(string system, params ChildOptions[] more) : base(VirtualTime.Config, system)
    {
        Launcher = new FakeLauncher(Play);
        Spinner = Sys.CreateSpinner(VirtualTime.Options(Clock, Launcher) with { Children = [Web, .. more] });
    }

    private protected static ChildOptions Web { get; } = new() { Name = "web", Command = "any", IdleTime = Idle };

    private protected FakeTimeProvider Clock { get; } = new();

    private protected FakeLauncher Launcher { get; }

    private protected ISpinner Spinner { get; }

    /// <summary>False: a launch is ready when the test says so.</summary>
    private protected bool IsReadyAtOnce { get; set; } = true;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Spinner.DisposeAsync();

    private void Play(FakeLaunch launch)
    {
        launch.OnTerminate = static l => l.Exit(0);
        if (IsReadyAtOnce) launch.BecomeReady();
    }
}
