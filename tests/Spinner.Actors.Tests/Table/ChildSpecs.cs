using Akka.Actor;
using Akka.TestKit;

using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Table;

/// <summary>One child in virtual time: a test brings it into a state, sends it one message and looks at what became of it.</summary>
public abstract class ChildSpecs : Akka.TestKit.Xunit2.TestKit
{
    protected const string Name = "web";

    private readonly FakeEndpoints _endpoints = new();

    protected ChildSpecs() : base(VirtualTime.Config, "table")
    {
        Events = CreateTestProbe("events");
        Sys.EventStream.Subscribe(Events, typeof(ChildEvent));
        Unhandled = CreateTestProbe("unhandled");
        Sys.EventStream.Subscribe(Unhandled, typeof(Akka.Event.UnhandledMessage));
        Spinner = Sys.CreateSpinner(VirtualTime.Options(Clock, Launcher) with { Endpoints = _endpoints });
    }

    protected static ChildOptions Options { get; } = new() { Name = Name, Command = "any", StopTimeout = Seconds(10), StartTimeout = Seconds(30) };

    protected FakeTimeProvider Clock { get; } = new();
    protected FakeLauncher Launcher { get; } = new();
    protected FakeEndpoints Endpoints => _endpoints;
    protected TestProbe Events { get; }
    protected TestProbe Unhandled { get; }
    protected ISpinner Spinner { get; }

    /// <summary>The launch under way.</summary>
    protected FakeLaunch Launch => Launcher.Last;

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    protected ChildInfo Info => Spinner.GetAsync(Name).Result!;

    /// <summary>Sends a command and gives the probe that will get the answer.</summary>
    protected TestProbe Send(object command)
    {
        var asker = CreateTestProbe();
        Spinner.Manager.Tell(command, asker);
        return asker;
    }
}
