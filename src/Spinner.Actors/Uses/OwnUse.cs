namespace Spinner.Actors.Uses;

/// <summary>
/// The use a launch makes of itself: it says that it is busy, and from when it serves that is a use of its gate, until it says otherwise or is gone. Safe
/// for concurrent use, without a message to anybody.
/// </summary>
sealed class OwnUse
{
    private readonly Lock _lock = new();
    private LaunchGate? _gate;
    private bool _isBusy;
    private bool _isInside;
    private bool _hasEnded;

    /// <summary>It is one of the uses of the gate now.</summary>
    public bool IsInside
    {
        get
        {
            lock (_lock) return _isInside;
        }
    }

    /// <summary>The launch says that it is busy, or that it is not. What was busy for a moment was used until now.</summary>
    public void Say(bool isBusy)
    {
        lock (_lock)
        {
            _isBusy = isBusy;
            if (!isBusy && !_isInside) _gate?.TryTouch();
            Adapt();
        }
    }

    /// <summary>The launch serves from now on.</summary>
    public void Serve(LaunchGate gate)
    {
        lock (_lock)
        {
            _gate = gate;
            Adapt();
        }
    }

    /// <summary>The launch is gone.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            Adapt();
        }
    }

    private void Adapt()
    {
        var isInside = _isBusy && !_hasEnded && _gate is not null;
        if (isInside == _isInside) return;
        // A gate that is closed lets nobody in: the launch is on its way out.
        if (!isInside) _gate!.Exit();
        else if (!_gate!.TryEnter()) return;
        _isInside = isInside;
    }
}
