namespace Spinner.Actors.Management;

/// <summary>A stop of all children under way: who is to be told next, and who waits for the end of it. Used by its manager only.</summary>
/// <param name="order">The order.</param>
/// <param name="by">Who asked for it; null: it is not known.</param>
/// <param name="ask">What each is told.</param>
/// <param name="answers">Gets the answer of each.</param>
/// <param name="gone">Told on any thread who has answered.</param>
sealed class OrderedStop(StopOrder order, string? by, Func<string, object> ask, ReplyAggregator answers, Action<OrderedStop, string> gone)
{
    private readonly string? _by = by;
    private readonly ReplyAggregator _answers = answers;
    private readonly Action<OrderedStop, string> _gone = gone;

    public StopOrder Order { get; } = order;

    /// <summary>What one child is told.</summary>
    public Request For(string name) => new(ask(name), new Part(this, name));

    /// <summary>Somebody starts this child while it waits to be told: the later command wins.</summary>
    public void Withdraw(string name)
    {
        if (Order.TryWithdraw(name)) For(name).From.Answer(new ChildInUse(name));
    }

    /// <summary>The children have ended with their manager.</summary>
    public void End()
    {
        foreach (var name in Order.TakeAll()) For(name).From.Answer(new StopSucceeded(name, WasRunning: true));
    }

    private sealed class Part(OrderedStop stop, string name) : Waiter
    {
        private readonly Waiter _part = stop._answers.Part();

        public override string? Who => stop._by;

        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate)
        {
            stop._gone(stop, name);
            _part.Answer(reply);
        }

        protected override void DeliverFailure(Exception why) => Deliver(new StopFailed(name, []), gate: null);
    }
}
