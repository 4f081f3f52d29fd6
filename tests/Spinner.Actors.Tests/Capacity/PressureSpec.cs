using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>The machine is short of memory, whatever the budget says.</summary>
public sealed class PressureSpec(TableSystem table) : RoomSpecs(table), IDisposable
{
    private static readonly TempDirectory Root = Machine();

    protected override IReadOnlyList<ChildOptions> Declared { get; } = [Sized("a", 10), Sized("b", 10), Sized("c", 10)];

    protected override MemoryBudget? Budget => MemoryBudget.Percent(50);

    protected override string MachineRoot => Root.Path;

    [Fact]
    public void A_share_is_one_of_what_there_is()
    {
        Ready("a");
        Use("a");

        var rejected = Send(new StartChild("huge", Sized("huge", 513))).Gets<Rejected>();

        Assert.Equal("no room: takes 513 MiB, and the memory budget is 512 MiB", rejected.Detail);
    }

    [Theory]
    [InlineData(10.1, 50, "room: the machine is short of memory, processes waited for it 10.1 % of the time")]
    [InlineData(0, 4.9, "room: the machine is short of memory, 4.9 % are available")]
    public void Nobody_new_is_let_in_and_every_five_seconds_one_goes(double pressure, double available, string why)
    {
        Ready("a", "b");
        Clock.Advance(Seconds(60));
        Tell(pressure, available);
        Clock.Advance(Seconds(5));

        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("a"), State("b")));
        var c = Start("c");
        Assert.Equal(why, Info("c").WaitsFor);
        Clock.Advance(Seconds(5));
        Assert.Equal(ChildState.Stopped, State("b"));
        Assert.StartsWith("stopped, because nobody used it and there was too little memory: 10 MiB", Info("b").DownBecause);
        Tell(10, 5.1);
        Clock.Advance(Seconds(5));
        Launch("c").BecomeReady();
        c.Gets<ChildReady>();
    }

    [Fact]
    public void Who_is_used_stays()
    {
        Ready("a");
        Use("a");
        Tell(50, 50);

        Clock.Advance(Seconds(60));

        Assert.Equal(ChildState.Started, State("a"));
    }

    void IDisposable.Dispose()
    {
        Tell(0, 50);
        Dispose();
    }

    private static TempDirectory Machine()
    {
        var root = new TempDirectory();
        Tell(root, 0, 50);
        return root;
    }

    private static void Tell(double pressure, double available) => Tell(Root, pressure, available);

    private static void Tell(TempDirectory root, double pressure, double available)
    {
        root.Make("proc/meminfo", FormattableString.Invariant($"MemTotal: {1 << 20} kB\nMemAvailable: {(long)((1 << 20) * available / 100)} kB\n"));
        root.Make("proc/pressure/memory", FormattableString.Invariant($"some avg10={pressure:0.00} avg60=0.00 avg300=0.00 total=0\n"));
    }
}
