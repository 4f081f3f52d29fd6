using Microsoft.Extensions.Time.Testing;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>A real process that wants more time than it has, EXTEND_TIMEOUT_USEC, in virtual time.</summary>
public class MoreTimeSpec : SurvivalSpecs
{
    private const string AMinute = "EXTEND_TIMEOUT_USEC=60000000";

    private readonly FakeTimeProvider _clock = new();

    protected override IProcessLauncher Engine => new LinuxLauncher();

    protected override SpinnerOptions Options => base.Options with { Clock = _clock };

    [Fact(Timeout = Limit)]
    public async Task It_may_become_ready_after_its_deadline()
    {
        await StartingAsync();

        _clock.Advance(Seconds(45));
        await File.WriteAllTextAsync(PathOf("begin"), "");

        await UntilAsync(info => info.State == ChildState.Started);
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task When_that_is_over_too_it_is_killed()
    {
        var start = await StartingAsync();

        _clock.Advance(Seconds(61));

        await UntilAsync(info => info.State == ChildState.Faulted);
        Assert.Equal(SpinnerError.StartTimedOut, (await InfoAsync()).Fault!.Reason);
        NothingLives();
        await Assert.ThrowsAnyAsync<Exception>(() => start);
    }

    [Fact(Timeout = Limit)]
    public async Task It_may_end_after_the_time_of_its_stop()
    {
        await StartingAsync();
        await File.WriteAllTextAsync(PathOf("begin"), "");
        await UntilAsync(info => info.State == ChildState.Started);

        var stop = Spinner.StopAsync(Name);
        await UntilAsync(info => info.StatusText == "stopping");
        _clock.Advance(Seconds(45));
        await File.WriteAllTextAsync(PathOf("end"), "");

        await UntilAsync(info => info.State == ChildState.Stopped);
        Assert.Equal(ExitStatus.Exited(7), (await InfoAsync()).LastExit);
        NothingLives();
        await Task.WhenAny(stop);
    }

    /// <summary>No time passes by itself, so it must need none to end.</summary>
    public override async Task DisposeAsync()
    {
        await File.WriteAllTextAsync(PathOf("end"), "");
        await base.DisposeAsync();
    }

    /// <summary>
    /// It has 30 s for its start, has said that it wants a minute, and waits. What it waits with must end by itself: a subshell that the signal meets between
    /// its fork and the reset of its traps ignores it, and no time passes after which it would be killed.
    /// </summary>
    private async Task<Task<ChildReady>> StartingAsync()
    {
        var script = $"""
            cd '{Path.GetDirectoryName(PathOf("begin"))}'
            say() (dummy notify "$1")
            await() (until test -e "$1"; do sleep 0.02; done)
            trap 'say {AMinute}; say STATUS=stopping; await end; exit 7' TERM
            say {AMinute}; say STATUS=starting
            await begin; say READY=1
            while :; do sleep 0.02; done
            """;
        var start = Spinner.StartAsync(Shell(script) with { Endpoint = EndpointSpec.None, Ready = Readiness.Notify, Attempts = 1 });
        await UntilAsync(info => info.StatusText == "starting");
        return start;
    }
}
