namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch that holds more memory than it may.</summary>
public class MemorySpec(TableSystem table) : ChildSpecs(table)
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void Two_looks_in_a_row_a_second_apart_replace_it()
    {
        InLimited();
        Launch.Memory = 101 * Mebibyte;
        Clock.Advance(Seconds(10));
        Is(ChildState.Started);
        Clock.Advance(Seconds(1));

        Is(ChildState.Restarting);
        var error = Published<ChildError>(TransitionCause.Memory);
        Assert.Equal((SpinnerError.OverMemory, "holds 101 MiB of memory, more than its 100 MiB; it is replaced"), (error.Reason, error.Detail));
        Launch.Exit(0);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Memory);
    }

    [Fact]
    public void What_it_needs_for_a_moment_it_may_have()
    {
        InLimited();
        for (var i = 0; i < 20; i++)
        {
            Launch.Memory = 500 * Mebibyte;
            Clock.Advance(Seconds(10));
            Launch.Memory = 100 * Mebibyte;
            Clock.Advance(Seconds(1));
        }

        Is(ChildState.Started);
    }

    [Fact]
    public void A_limit_below_what_it_needs_to_start_is_a_fault_with_the_figures()
    {
        OnLaunch = launch => launch.Memory = 300 * Mebibyte;
        InLimited();
        Overflow();
        Launch.Exit(0);
        Launch.BecomeReady();
        Overflow();
        Launch.Exit(0);

        Is(ChildState.Faulted);
        Assert.Equal("holds 300 MiB of memory, more than its 100 MiB; it had crashed or been replaced within 71 s before", Info.Fault!.Detail);
        Launched(2);
        ForgetEvents();
    }

    [Fact]
    public void Where_the_system_does_not_tell_nothing_follows()
    {
        InLimited();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(10));

        Is(ChildState.Started);
    }

    private void Overflow()
    {
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(1));
    }

    private void InLimited()
    {
        Send(Start with { Options = Options with { MemoryLimit = 100 * Mebibyte, IdleTime = ChildOptions.Never } });
        Launch.BecomeReady();
        ForgetEvents();
    }
}
