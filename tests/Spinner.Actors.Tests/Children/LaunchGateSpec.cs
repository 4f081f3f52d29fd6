using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Configuration;
using Spinner.Actors.Tests.Configuration;

namespace Spinner.Actors.Tests.Children;

public class LaunchGateSpec
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Who_enters_keeps_it_open_until_he_leaves()
    {
        var gate = Gates.New(_clock);
        Assert.True(gate.TryEnter());
        _clock.Advance(Minute);
        Assert.False(gate.TryCloseIfIdle(Minute));
        Assert.Equal(1, gate.InFlight);

        gate.Exit();

        Assert.Equal(0, gate.InFlight);
        Assert.False(gate.TryCloseIfIdle(Minute));
        _clock.Advance(Minute);
        Assert.True(gate.TryCloseIfIdle(Minute));
    }

    [Fact]
    public void A_closed_gate_lets_nobody_in_and_stays_closed()
    {
        var gate = Gates.New(_clock);
        _clock.Advance(Minute);
        Assert.True(gate.TryCloseIfIdle(Minute));

        Assert.False(gate.TryEnter());
        Assert.False(gate.TryTouch());
        Assert.True(gate.IsClosed);
        Assert.Equal(0, gate.InFlight);
        Assert.False(gate.TryCloseIfIdle(Minute));
    }

    [Fact]
    public void A_gate_is_closed_over_those_inside_and_they_leave_in_their_own_time()
    {
        var gate = Gates.New(_clock);
        gate.TryEnter();
        gate.TryEnter();

        gate.Close();
        gate.Close();

        Assert.Equal((true, 2), (gate.IsClosed, gate.InFlight));
        gate.Exit();
        gate.Exit();
        Assert.Equal((true, 0), (gate.IsClosed, gate.InFlight));
        Assert.False(gate.TryEnter());
    }

    [Fact]
    public void Idle_time_counts_from_the_end_of_the_last_use()
    {
        var gate = Gates.New(_clock);
        Assert.Equal(Minute, gate.IdleIn(Minute));
        _clock.Advance(Minute / 2);
        Assert.Equal(Minute / 2, gate.IdleIn(Minute));
        gate.TryTouch();
        Assert.Equal(Minute, gate.IdleIn(Minute));
        gate.TryEnter();
        _clock.Advance(Minute * 2);
        Assert.Equal(Minute, gate.IdleIn(Minute));
        gate.Exit();
        _clock.Advance(Minute * 2);
        Assert.Equal(TimeSpan.Zero, gate.IdleIn(Minute));
    }

    [Fact]
    public void A_use_that_comes_while_it_looks_at_the_clock_keeps_it_open()
    {
        var clock = new MeddlingClock();
        var gate = Gates.New(clock);
        clock.Meddle = () => gate.TryTouch();

        Assert.False(gate.TryCloseIfIdle(TimeSpan.Zero));

        Assert.Equal((false, 0), (gate.IsClosed, gate.InFlight));
        Assert.True(gate.TryCloseIfIdle(TimeSpan.Zero));
    }

    /// <summary>The promise of the gate: an idle stop never overlaps a use. Either of two threads wins each gate, never both.</summary>
    [Fact]
    public async Task No_use_is_inside_when_idleness_closes_it()
    {
        var gates = Enumerable.Range(1, 20_000).Select(_ => Gates.New(TimeProvider.System)).ToList();
        var asked = -1;
        var judged = -1;
        var closed = false;
        var closer = Task.Factory.StartNew(Close, TaskCreationOptions.LongRunning);
        var overlaps = await Task.Factory.StartNew(Use, TaskCreationOptions.LongRunning);

        await closer;
        Assert.Equal(0, overlaps);
        Assert.All(gates, gate => Assert.Equal(0, gate.InFlight));

        void Close()
        {
            for (var k = 0; k < gates.Count; k++)
            {
                Meet(ref asked, k);
                closed = gates[k].TryCloseIfIdle(TimeSpan.Zero);
                Volatile.Write(ref judged, k);
            }
        }

        int Use()
        {
            var both = 0;
            for (var k = 0; k < gates.Count; k++)
            {
                Volatile.Write(ref asked, k);
                Thread.SpinWait(k % 8); // to meet the other at every point of his way
                var entered = gates[k].TryEnter();
                Meet(ref judged, k);
                if (entered && closed) both++;
                if (entered) gates[k].Exit();
            }

            return both;
        }
    }

    /// <summary>Waits without giving up the processor at first: the two must meet within nanoseconds.</summary>
    private static void Meet(ref int other, int k)
    {
        for (var spins = 0; Volatile.Read(ref other) < k; spins++)
        {
            if (spins > 2000) Thread.Yield();
        }
    }

    /// <summary>Many threads at once: whoever was let in sees the gate open until he leaves, and the count comes out even.</summary>
    [Fact]
    public async Task Many_uses_at_once_come_out_even()
    {
        var gate = Gates.New(_clock);
        var users = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var use = 0; use < 20_000; use++)
            {
                Assert.True(gate.TryEnter());
                Assert.False(gate.IsClosed);
                gate.Exit();
            }
        }));

        await Task.WhenAll(users);

        Assert.Equal((false, 0), (gate.IsClosed, gate.InFlight));
    }

    /// <summary>A clock in front of which something happens once.</summary>
    private sealed class MeddlingClock : TimeProvider
    {
        public Action? Meddle { get; set; }

        public override long GetTimestamp()
        {
            (var meddle, Meddle) = (Meddle, null);
            meddle?.Invoke();
            return base.GetTimestamp();
        }
    }
}

static class Gates
{
    private static readonly ChildSpec Spec = Reading.Spec(new ChildOptions { Name = "web", Command = "any" });
    private static readonly ChildReady Ready = new() { Name = "web", Endpoint = new TcpEndpoint("127.0.0.1", 1), Pid = 4711, Launch = 1 };

    public static LaunchGate New(TimeProvider clock) => new(Ready, Spec, clock);
}
