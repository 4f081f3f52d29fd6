using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>A launch that holds too much while another is there: each is weighed by itself, as long as it serves.</summary>
public class OverMemorySpec(TableSystem table) : OverlapSpecs(table)
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void What_is_being_replaced_is_told_of_once()
    {
        InOverMemory();

        Launched(2);
        Overflow();
        Overflow();

        Launched(2);
        Serves(1);
        Nth(2).BecomeReady();
        Serves(2);
        Published<ChildRestarted>(TransitionCause.Memory);
    }

    [Fact]
    public void Both_may_hold_what_each_may_hold()
    {
        InOverMemory(isUsed: true);
        Nth(2).Memory = 99 * Mebibyte;
        Nth(2).BecomeReady();
        ForgetEvents();

        // The old one goes on for the sake of who uses it, and holds more and more.
        Clock.Advance(Seconds(11));

        Serves(2);
        Lives(1, 2);
        Launched(2);
    }

    [Fact]
    public void One_that_takes_over_and_holds_too_much_itself_is_a_fault()
    {
        InOverMemory();
        Nth(2).Memory = 101 * Mebibyte;
        Nth(2).BecomeReady();
        Nth(1).Exit(0);
        Overflow();
        Nth(2).Exit(0);

        Is(ChildState.Faulted);
        Launched(2);
        ForgetEvents();
    }

    private void InOverMemory(bool isUsed = false)
    {
        Send(Start with { Options = Options with { MemoryLimit = 100 * Mebibyte, IdleTime = ChildOptions.Never } });
        Launch.BecomeReady();
        ForgetEvents();
        if (isUsed) Assert.True(Gate!.TryEnter());
        Nth(1).Memory = 101 * Mebibyte;
        Overflow();
        Published<ChildError>(TransitionCause.Memory);
        ForgetEvents();
    }

    private void Overflow()
    {
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(1));
    }
}
