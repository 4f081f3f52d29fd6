namespace Spinner.Actors.Children;

/// <summary>
/// A change of the monitored path starts a faulted child once. When such starts fail twice within the tolerance, somebody is writing
/// without mending: changes are not heard until the fault's time is over.
/// </summary>
sealed class FileRevival(TimeProvider clock)
{
    private bool _tried;
    private long? _lastFailure;

    /// <summary>Changes are not heard.</summary>
    public bool IsDeaf { get; private set; }

    /// <summary>A change starts the child.</summary>
    public void Try() => _tried = true;

    /// <summary>The child is faulted again, whether a change had started it or something else.</summary>
    public void RecordFault(TimeSpan tolerance)
    {
        IsDeaf = _tried && _lastFailure is { } last && clock.GetElapsedTime(last) < tolerance;
        if (_tried) _lastFailure = clock.GetTimestamp();
        _tried = false;
    }

    /// <summary>The child is well, or somebody took a decision about it.</summary>
    public void Reset() => (_tried, _lastFailure, IsDeaf) = (false, null, false);
}
