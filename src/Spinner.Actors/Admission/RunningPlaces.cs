namespace Spinner.Actors.Admission;

/// <summary>
/// The places of children that run and listen: each has one, however many launches of it live, until the last of these is gone; who finds none waits in the
/// order of asking. Used by its actor only.
/// </summary>
sealed class RunningPlaces
{
    private readonly HashSet<AdmissionRequest> _admitted = [];
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly LinkedList<AdmissionRequest> _waiting = [];

    /// <summary>How many there are; null: as many as it takes.</summary>
    public int? Limit { get; set; }

    /// <summary>The children that have one.</summary>
    public IReadOnlyCollection<string> Taken => _taken.Keys;

    /// <summary>Those that wait, the first to ask first.</summary>
    public IReadOnlyCollection<AdmissionRequest> Waiting => _waiting;

    /// <summary>How many places more are wanted than there are.</summary>
    public int Wanting => Limit is { } limit ? Math.Max(0, _taken.Count + _waiting.Count - limit) : 0;

    /// <summary>Takes a place for the request, or waits for one. A child that has one shares it and does not wait.</summary>
    /// <returns>Whether it has one now.</returns>
    public bool TryTake(AdmissionRequest request)
    {
        if ((_waiting.Count == 0 || _taken.ContainsKey(request.Child)) && TryTakeNow(request)) return true;
        _waiting.AddLast(request);
        return false;
    }

    /// <summary>Gives back the place of the request, or its turn; nothing where it has neither.</summary>
    public void Leave(AdmissionRequest request)
    {
        if (!_admitted.Remove(request))
        {
            _waiting.Remove(request);
            return;
        }
        if (--_taken[request.Child] == 0) _taken.Remove(request.Child);
    }

    /// <summary>The next that has its turn, with a place from now on; null: nobody, or there is none.</summary>
    public AdmissionRequest? TakeNext()
    {
        if (_waiting.First is not { } first || !TryTakeNow(first.Value)) return null;
        _waiting.RemoveFirst();
        return first.Value;
    }

    private bool TryTakeNow(AdmissionRequest request)
    {
        var launches = _taken.GetValueOrDefault(request.Child);
        if (launches == 0 && _taken.Count >= Limit) return false;
        _taken[request.Child] = launches + 1;
        return _admitted.Add(request);
    }
}
