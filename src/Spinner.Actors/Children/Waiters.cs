namespace Spinner.Actors.Children;

/// <summary>Requests that wait for a child to settle. Each is answered exactly once: answering empties the list.</summary>
sealed class Waiters
{
    private readonly List<Waiting> _waiting = [];

    public bool Any => _waiting.Count > 0;

    /// <summary>The requests, in the order they came.</summary>
    public IEnumerable<Request> Requests => _waiting.Select(w => w.Request);

    public void Join(Request request, bool optionsIgnored = false) => _waiting.Add(new Waiting(request, optionsIgnored));

    /// <summary>Moves everybody here; <paramref name="optionsIgnored"/> tells whose options are not those of the next launch.</summary>
    public void JoinAll(Waiters others, Func<Request, bool> optionsIgnored)
    {
        foreach (var request in others.Requests) Join(request, optionsIgnored(request));
        others._waiting.Clear();
    }

    /// <summary>The waiter wants no answer any more.</summary>
    public bool Leave(Waiter waiter) => _waiting.RemoveAll(w => ReferenceEquals(w.Request.From, waiter)) > 0;

    /// <summary>Those who wait for a process only, taken out; they are the caller's to answer.</summary>
    public IReadOnlyList<Request> TakeLaunched()
    {
        if (!_waiting.Exists(IsUntilLaunched)) return [];
        var taken = _waiting.FindAll(IsUntilLaunched).ConvertAll(w => w.Request);
        _waiting.RemoveAll(IsUntilLaunched);
        return taken;

        static bool IsUntilLaunched(Waiting waiting) => waiting.Request.Asked is ResolvedStart { UntilLaunched: true };
    }

    /// <summary>They wait on, and will not hold the child for this holder.</summary>
    public void ForgetLeases(Holder? holder)
    {
        for (var at = 0; at < _waiting.Count; at++)
            if (_waiting[at].Request is { Asked: ResolvedStart { Lease: true } start } request && request.By == holder)
                _waiting[at] = _waiting[at] with { Request = request with { Asked = start with { Lease = false } } };
    }

    public void Answer(Func<Request, bool, ISpinnerReply> reply, LaunchGate? gate = null)
    {
        foreach (var waiting in _waiting) waiting.Request.From.Answer(reply(waiting.Request, waiting.OptionsIgnored), gate);
        _waiting.Clear();
    }

    private readonly record struct Waiting(Request Request, bool OptionsIgnored);
}
