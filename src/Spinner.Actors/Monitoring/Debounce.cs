namespace Spinner.Actors.Monitoring;

/// <summary>
/// When a path that is touched is looked at: once it has been quiet for 100 ms, after a second of touches in any case. Who tells one change after
/// another, as while files are copied in slowly, waits for longer quiet each time.
/// </summary>
sealed class Debounce(TimeProvider clock)
{
    private const int LongestDoublings = 4, LongestToQuiet = 10;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InARow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(5);

    private long? _touchedFirst;
    private long? _toldLast;
    private int _told;
    private int _refused;

    /// <summary>Nothing was refused since the last change that was told.</summary>
    public bool IsFirstRefusal => _refused == 0;

    /// <summary>The path was touched.</summary>
    /// <returns>How long from now until it is looked at, unless it is touched again.</returns>
    public TimeSpan Touch()
    {
        _touchedFirst ??= clock.GetTimestamp();
        var quiet = Quiet * (1 << Doublings);
        var left = quiet * LongestToQuiet - clock.GetElapsedTime(_touchedFirst.Value);
        return left < quiet ? left : quiet;
    }

    /// <summary>The path is looked at: what touches it now begins anew.</summary>
    public void OnInspected() => _touchedFirst = null;

    /// <summary>A change was told.</summary>
    public void OnReported()
    {
        _told = IsInARow ? _told + 1 : 1;
        _toldLast = clock.GetTimestamp();
        _refused = 0;
    }

    /// <summary>There is a change that cannot be launched yet.</summary>
    /// <returns>How long from now until it is looked at again.</returns>
    public TimeSpan Refused()
    {
        var pause = Quiet * (1 << Math.Min(++_refused, 6));
        return pause < LongestRefusal ? pause : LongestRefusal;
    }

    private int Doublings => IsInARow ? Math.Min(_told, LongestDoublings) : 0;

    private bool IsInARow => _toldLast is { } last && clock.GetElapsedTime(last) < InARow;
}
