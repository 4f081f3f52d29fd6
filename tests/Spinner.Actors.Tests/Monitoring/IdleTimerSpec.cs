using Akka.Actor;
using Spinner.Actors.Monitoring;
using Spinner.Actors.Tests.Children;
using Spinner.Actors.Tests.Table;
using Spinner.Actors.Tests.Time;

namespace Spinner.Actors.Tests.Monitoring;

[Collection(TableSystem.Collection)]
public class IdleTimerSpec : IDisposable
{
    private static int _timers;
    private readonly CountingClock _clock = new();
    private readonly TableSystem _table;
    private readonly Listener _child;
    private readonly IActorRef _idle;

    public IdleTimerSpec(TableSystem table)
    {
        _table = table;
        _child = new Listener(table.System);
        _idle = table.Create(IdleTimer.Props(_clock), $"idle-{++_timers}");
    }

    public void Dispose()
    {
        _table.System.Stop(_idle);
        Assert.Equal(0, _clock.Armed);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_unused_gate_is_told_after_the_idle_time_and_forgotten()
    {
        var gate = Watched(Minutes(30));
        _clock.Advance(Minutes(30) - TimeSpan.FromMilliseconds(1));
        _child.Waits();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Same(gate, _child.Gets<IdleDue>().Gate);
        Assert.Equal(0, _clock.Armed);
    }

    [Fact]
    public void A_use_puts_it_off_without_a_message()
    {
        var gate = Watched(Minutes(30));
        _clock.Advance(Minutes(20));
        gate.TryTouch();
        _clock.Advance(Minutes(29));
        _child.Waits();

        _clock.Advance(Minutes(1));

        _child.Gets<IdleDue>();
    }

    [Fact]
    public void A_gate_in_use_is_never_told()
    {
        var gate = Watched(Minutes(30));
        gate.TryEnter();
        _clock.Advance(Minutes(90));
        _child.Waits();
        gate.Exit();

        _clock.Advance(Minutes(30));

        _child.Gets<IdleDue>();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_gate_that_is_closed_or_forgotten_is_not_told(bool closed)
    {
        var gate = Watched(Minutes(30));
        if (closed) gate.Close();
        else _idle.Tell(new UnwatchIdle(gate));

        _clock.Advance(Minutes(60));

        _child.Waits();
        Assert.Equal(0, _clock.Armed);
    }

    [Fact]
    public void Five_hundred_gates_need_one_alarm()
    {
        var gates = new List<LaunchGate>();
        for (var minute = 500; minute > 0; minute--) gates.Add(Watched(Minutes(minute)));
        Assert.Equal(1, _clock.Armed);

        for (var minute = 1; minute <= 500; minute++)
        {
            _clock.Advance(Minutes(1));
            Assert.Same(gates[500 - minute], _child.Take<IdleDue>().Gate);
            Assert.True(_clock.Armed <= 1);
        }

        _child.Waits();
    }

    [Fact]
    public void A_busy_year_costs_a_look_per_idle_time()
    {
        var gate = Watched(TimeSpan.FromDays(1));
        var made = _clock.Made;

        for (var hour = 0; hour < 365 * 24; hour++)
        {
            gate.TryTouch();
            _clock.Advance(TimeSpan.FromHours(1));
        }

        _child.Waits();
        Assert.InRange(_clock.Made - made, 365, 400);
        _clock.Advance(TimeSpan.FromHours(23));
        _child.Gets<IdleDue>();
    }

    [Fact]
    public void The_longest_idle_time_fits_a_timer()
    {
        Watched(TimeSpan.FromDays(24));
        _clock.Advance(TimeSpan.FromDays(24) - TimeSpan.FromMilliseconds(1));
        _child.Waits();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        _child.Gets<IdleDue>();
    }

    [Fact]
    public void Who_watches_again_is_told_again()
    {
        var gate = Watched(Minutes(30));
        _clock.Advance(Minutes(30));
        _child.Take<IdleDue>();
        gate.TryTouch();
        _idle.Tell(new WatchIdle(gate, Minutes(30)), _child);
        _idle.Tell(new WatchIdle(gate, Minutes(30)), _child);

        _clock.Advance(Minutes(60));

        _child.Gets<IdleDue>();
    }

    private LaunchGate Watched(TimeSpan idleTime)
    {
        var gate = Gates.New(_clock);
        _idle.Tell(new WatchIdle(gate, idleTime), _child);
        return gate;
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
