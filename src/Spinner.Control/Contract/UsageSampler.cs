using Spinner.Processes;

namespace Spinner.Control.Contract;

/// <summary>What process groups use, looked up at most once a second however many ask. Safe for concurrent use.</summary>
sealed class UsageSampler(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private IReadOnlyDictionary<int, GroupUsage> _last = new Dictionary<int, GroupUsage>();
    private long? _taken;

    public IReadOnlyDictionary<int, GroupUsage> Read()
    {
        lock (_lock)
        {
            if (_taken is { } taken && clock.GetElapsedTime(taken) < Fresh) return _last;
            _last = GroupUsage.ReadAll();
            _taken = clock.GetTimestamp();
            return _last;
        }
    }
}
