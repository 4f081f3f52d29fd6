namespace Spinner.Actors.Management;

/// <summary>Waits for a child to be removed: who hears of it must not find the name again, so the answer is given when the name is forgotten.</summary>
sealed class Removal(Waiter asker, string name) : Waiter
{
    private bool _failed;

    public override string? Who => asker.Who;

    /// <summary>The child's answer. A failure is passed on at once: the child lives on.</summary>
    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate)
    {
        if (reply is ChildRemoved) return;
        _failed = true;
        asker.Answer(reply);
    }

    /// <summary>The child's actor has ended and its name is forgotten.</summary>
    public void Complete()
    {
        if (!_failed) asker.Answer(new ChildRemoved(name));
    }
}
