using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.Tests.Children;

public class WaitersSpec
{
    private static readonly StopSucceeded Reply = new("web", WasRunning: true);
    private readonly Waiters _waiters = new();

    [Fact]
    public void Everybody_is_answered_once_in_the_order_they_came()
    {
        var answered = new List<int>();
        foreach (var who in (int[])[1, 2, 3]) _waiters.Join(new Request(Start, new Told(() => answered.Add(who))));

        _waiters.Answer((_, _) => Reply);
        _waiters.Answer((_, _) => Reply);

        Assert.Equal([1, 2, 3], answered);
        Assert.False(_waiters.Any);
    }

    [Fact]
    public void Who_leaves_is_not_answered()
    {
        var (goes, stays) = (new ReplyWaiter(), new ReplyWaiter());
        _waiters.Join(new Request(Start, goes));
        _waiters.Join(new Request(Start, stays));

        Assert.True(_waiters.Leave(goes));
        Assert.False(_waiters.Leave(goes));
        _waiters.Answer((_, _) => Reply);

        Assert.False(goes.Task.IsCompleted);
        Assert.True(stays.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public void Everybody_moves_and_each_keeps_whether_his_options_are_ignored()
    {
        var next = new Waiters();
        next.Join(new Request("first", Waiter.Nobody));
        next.Join(new Request("second", Waiter.Nobody));
        var heard = new List<(object, bool)>();

        _waiters.JoinAll(next, r => r.Asked is "second");
        _waiters.Answer((request, ignored) =>
        {
            heard.Add((request.Asked, ignored));
            return Reply;
        });

        Assert.Equal([("first", false), ("second", true)], heard);
        Assert.False(next.Any);
    }

    [Fact]
    public async Task A_use_is_entered_before_it_is_answered()
    {
        var gate = Gates.New(new FakeTimeProvider());
        var waiter = new UseWaiter();

        waiter.Answer(gate.Ready, gate);

        Assert.Equal(1, gate.InFlight);
        (await waiter.Task).Use.Dispose();
        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public void A_use_that_nobody_waits_for_any_more_is_left_again()
    {
        var gate = Gates.New(new FakeTimeProvider());
        var waiter = new UseWaiter();
        Assert.True(waiter.TryFail(new OperationCanceledException()));

        waiter.Answer(gate.Ready, gate);

        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public void A_promise_is_kept_once()
    {
        var waiter = new ReplyWaiter();
        waiter.Answer(Reply);

        waiter.Answer(new NoSuchChild("web"));

        Assert.False(waiter.TryFail(new TimeoutException()));
        Assert.Same(Reply, waiter.Task.IsCompletedSuccessfully ? Told.By(waiter) : null);
    }

    private static StartChild Start => new("web");

    private sealed class Told(Action told) : Waiter
    {
        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => told();

        public static ISpinnerReply By(ReplyWaiter waiter) => waiter.Task.GetAwaiter().GetResult();
    }
}
