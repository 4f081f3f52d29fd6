using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Tests.Configuration;
using Spinner.Processes;

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

    /// <summary>The promise of the gate: an idle stop never overlaps a use, whatever the threads do.</summary>
    [Fact]
    public async Task No_use_sees_the_gate_closed_by_idleness()
    {
        for (var round = 0; round < 100; round++)
        {
            var gate = Gates.New(TimeProvider.System);
            var closed = false;
            var overlaps = 0;
            using var begin = new ManualResetEventSlim();
            var users = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(Use, TaskCreationOptions.LongRunning)).ToList();
            begin.Set();

            while (!gate.TryCloseIfIdle(TimeSpan.Zero)) Thread.Yield();
            Volatile.Write(ref closed, true);

            await Task.WhenAll(users);
            Assert.Equal((0, true, 0), (overlaps, gate.IsClosed, gate.InFlight));

            void Use()
            {
                begin.Wait();
                for (var use = 0; use < 500; use++)
                {
                    if (!gate.TryEnter()) continue;
                    if (Volatile.Read(ref closed)) Interlocked.Increment(ref overlaps);
                    gate.Exit();
                }
            }
        }
    }
}

static class Gates
{
    public static LaunchGate New(TimeProvider clock, int launch = 1) => new(
        new Ready("web", new TcpEndpoint("127.0.0.1", launch), 4711, launch, AlreadyRunning: false, OptionsIgnored: false),
        Reading.Spec(new ChildOptions { Name = "web", Command = "any" }), clock);
}
