namespace Spinner.Actors.Children;

/// <summary>Remembers the last crash of a started launch: a second one within the tolerance is a crash loop.</summary>
sealed class CrashHistory(TimeProvider clock)
{
    private long? _last;

    /// <summary>Notes a crash; true when the one before it is younger than the tolerance.</summary>
    public bool IsLoop(TimeSpan tolerance)
    {
        var loop = _last is { } last && clock.GetElapsedTime(last) < tolerance;
        Record();
        return loop;
    }

    /// <summary>Notes a crash that is no loop whatever came before: another launch is under way already.</summary>
    public void Record() => _last = clock.GetTimestamp();

    public void Reset() => _last = null;
}
