using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Management;

/// <summary>What becomes of a spinner when one of its own actors ends by a bug.</summary>
public class ErrorKernelSpec(TableSystem table) : ChildSpecs(table)
{
    private readonly TableSystem _table = table;
    private readonly BrokenClock _clock = new();

    protected override SpinnerOptions Adjust(SpinnerOptions options)
    {
        MayLogErrors = true;
        // Called by the constructor of the base, when Clock is there and fields of this class are too.
        _clock.Inner = options.Clock;
        return options with { Clock = _clock };
    }

    [Fact]
    public void A_request_that_its_child_fails_on_is_answered_and_the_next_start_makes_another()
    {
        _clock.IsBroken = true;
        var start = Send(Start);

        Rejects(start, SpinnerError.Aborted);
        _clock.IsBroken = false;
        var again = Send(Start);
        Launch.BecomeReady();
        again.Gets<ChildReady>();
        ForgetEvents();
    }

    [Fact]
    public void Who_waits_behind_a_stop_is_answered_when_the_launch_that_follows_it_fails_on_us()
    {
        InStarted();
        var stop = Send(Stop);
        var start = Send(Start);
        _clock.IsBroken = true;

        Launch.Exit(0);

        AnswersStopped(stop);
        Rejects(start, SpinnerError.Aborted);
        ForgetEvents();
    }

    public static TheoryData<string> EveryRequest => ["start", "restart", "stop", "stop if idle", "remove", "get", "drain", "end lease", "hold"];

    [Theory, MemberData(nameof(EveryRequest))]
    public void A_request_in_the_mailbox_of_a_child_that_ends_is_answered(string asked)
    {
        InStarted();
        ((IInternalActorRef)Child).Suspend();
        var asker = Asker();
        Child.Tell(new Request(Named(asked), new ActorWaiter(asker), new Holder(asker)));
        asker.Waits();

        _table.System.Stop(Child);

        Answered(asked, Assert.Single(asker.Heard));
        ForgetEvents();
    }

    [Theory, MemberData(nameof(EveryRequest))]
    public void A_request_that_comes_when_its_child_has_ended_is_answered(string asked)
    {
        InStarted();
        ((IInternalActorRef)Manager).Suspend();
        _table.System.Stop(Child);
        var asker = Asker();

        Child.Tell(new Request(Named(asked), new ActorWaiter(asker), new Holder(asker)));

        Answered(asked, Assert.Single(asker.Heard));
        ((IInternalActorRef)Manager).Resume();
        ForgetEvents();
    }

    [Theory, InlineData("ports"), InlineData("files"), InlineData("idle"), InlineData("events")]
    public async Task A_spinner_ends_aloud_when_one_of_its_services_does(string service)
    {
        InStarted();
        var waits = SendCancellable(new StopChild(Name));
        await using var spinner = new LocalSpinner(Setup, Manager, new Nothing());

        _table.System.Stop(Find(service));

        Assert.True(spinner.HasEnded);
        Assert.True(waits.Task.IsCompleted);
        Assert.Equal(0, Launcher.Living);
        Assert.Contains(Faults, f => f.Contains($"The actor {service} of spinner", StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Unhealthy, (await SpinnerHealthCheck.CheckAsync(spinner, CancellationToken.None)).Status);
        ForgetEvents();
    }

    private static object Named(string asked) => asked switch
    {
        "start" => new ResolvedStart(Name, null),
        "restart" => new RestartChild(Name),
        "stop" => new StopChild(Name),
        "stop if idle" => new StopChild(Name) { OnlyIfIdle = true },
        "remove" => new RemoveChild(Name),
        "get" => new GetChild(Name),
        "drain" => new DrainChild(Name),
        "end lease" => new EndLease(Name),
        _ => new HoldRunning(Name),
    };

    private static void Answered(string asked, object answer)
    {
        var expected = asked switch
        {
            "start" or "restart" => typeof(Rejected),
            "remove" => typeof(ChildRemoved),
            "get" => typeof(NoSuchChild),
            "end lease" => typeof(LeaseEnded),
            "hold" => typeof(LeaseTaken),
            _ => typeof(StopSucceeded),
        };
        Assert.IsType(expected, answer);
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class BrokenClock : TimeProvider
    {
        public TimeProvider Inner { get; set; } = System;

        public bool IsBroken { get; set; }

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow();

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsBroken ? throw new InvalidOperationException("broken") : Inner.CreateTimer(callback, state, dueTime, period);
    }
}
