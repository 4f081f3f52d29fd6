using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Processes;

namespace Spinner.Control.Watching;

/// <summary>What each child used in the last hour, a step every 15 seconds: two numbers, 2 KB a child. Safe for concurrent use.</summary>
sealed class UsageHistory(TimeProvider clock)
{
    /// <summary>How long a step is.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private const int Steps = 240;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _children = new(StringComparer.Ordinal);
    private DateTimeOffset _last = clock.GetUtcNow();

    /// <summary>Takes one step, and forgets who is gone.</summary>
    /// <param name="children">All there are.</param>
    /// <param name="usage">What their groups use.</param>
    public void Add(IReadOnlyDictionary<string, ChildInfo> children, IReadOnlyDictionary<int, GroupUsage> usage)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            _last = clock.GetUtcNow();
            foreach (var gone in _children.Keys.Where(name => !children.ContainsKey(name)).ToList()) _children.Remove(gone);
            foreach (var (name, child) in children)
            {
                GroupUsage? used = child.Pid is { } pid && usage.TryGetValue(pid, out var found) ? found : null;
                if (!_children.TryGetValue(name, out var kept))
                {
                    // Who never ran costs nothing.
                    if (used is null) continue;
                    _children[name] = kept = new Kept();
                }

                kept.Add(child.Pid, used, now, clock);
            }
        }
    }

    /// <summary>Of one child; empty where nothing is kept.</summary>
    public UsageView Read(string name)
    {
        lock (_lock)
        {
            var (cpu, memory) = _children.TryGetValue(name, out var kept) ? kept.Steps.Read() : ([], []);
            return new UsageView(name, Step.TotalSeconds, _last, cpu, memory);
        }
    }

    private sealed class Kept
    {
        private (int Pid, TimeSpan Cpu, long At)? _before;

        public UsageSteps Steps { get; } = new(UsageHistory.Steps);

        public void Add(int? pid, GroupUsage? used, long now, TimeProvider clock)
        {
            // A process that was not there at the last step has used all it has used since.
            var before = _before is { } last && last.Pid == pid ? last.Cpu : TimeSpan.Zero;
            var passed = _before is { } step ? clock.GetElapsedTime(step.At, now) : Step;
            if (used is { } now1 && passed > TimeSpan.Zero) Steps.Add((float)Math.Max(0, (now1.Cpu - before) / passed), now1.Memory);
            else Steps.Add(float.NaN, float.NaN);
            _before = (pid ?? 0, used?.Cpu ?? TimeSpan.Zero, now);
        }
    }
}
