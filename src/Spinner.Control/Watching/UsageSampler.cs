using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.Control.Watching;

/// <summary>
/// What the process groups of children use, looked up at most once a second however many ask. Only processes of these groups are read; a walk through
/// all there are, at most every ten seconds, finds those that the children have started. Safe for concurrent use.
/// </summary>
sealed class UsageSampler(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Walk = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private IReadOnlyDictionary<int, GroupUsage> _last = new Dictionary<int, GroupUsage>();
    private IReadOnlyDictionary<int, List<int>> _members = new Dictionary<int, List<int>>();
    private HashSet<int> _read = [];
    private long? _taken;
    private long? _walked;

    /// <summary>By the id of the group, which is that of its first process.</summary>
    /// <param name="children">Whose groups.</param>
    public IReadOnlyDictionary<int, GroupUsage> Read(IEnumerable<ChildInfo> children)
    {
        HashSet<int> groups = [.. children.Select(c => c.Pid).OfType<int>()];
        lock (_lock)
        {
            if (_taken is { } taken && clock.GetElapsedTime(taken) < Fresh && _read.IsSupersetOf(groups)) return _last;
            _last = groups.Count == 0 ? new Dictionary<int, GroupUsage>() : ReadGroups(groups);
            (_read, _taken) = (groups, clock.GetTimestamp());
            return _last;
        }
    }

    private IReadOnlyDictionary<int, GroupUsage> ReadGroups(HashSet<int> groups)
    {
        if (_walked is not { } walked || clock.GetElapsedTime(walked) >= Walk)
        {
            var all = GroupUsage.ReadAll(out _members);
            _walked = clock.GetTimestamp();
            return all;
        }

        return GroupUsage.Read(groups.SelectMany(group => _members.TryGetValue(group, out var pids) && pids.Contains(group) ? pids : [group]));
    }
}
