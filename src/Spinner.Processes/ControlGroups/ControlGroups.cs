using System.Globalization;

namespace Spinner.Processes;

/// <summary>
/// The groups of this process's children below its own, which has to be delegated to it. Where limits are, no processes may be in the group above, so this
/// process and all that is its own first move to a group beside them. Nothing is moved or made before the first child has a limit. Safe for concurrent use.
/// </summary>
/// <param name="files">What is done to the files.</param>
/// <param name="find">The directory of the group this process is in.</param>
/// <param name="ours">Those of some processes that are this one, or its own.</param>
internal sealed class ControlGroups(IControlGroupFiles files, Func<string?> find, Func<IReadOnlyCollection<int>, IEnumerable<int>> ours)
{
    internal const string Processes = "cgroup.procs";
    private const string Available = "cgroup.controllers";
    private const string Enabled = "cgroup.subtree_control";
    private const string Advice = "a systemd unit with Delegate=yes has a group of its own";
    private const int MostRounds = 10;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);   // could not be removed yet
    private readonly string _own = GroupName.Of(Environment.ProcessId, ProcStat.TryRead(Environment.ProcessId)?.StartTime ?? 0);
    private string? _delegated;
    private int _made;

    /// <summary>Those of this process.</summary>
    internal static ControlGroups Shared { get; } = new(new ControlGroupFiles(), OwnControlGroup.Find, OwnProcesses.Among);

    /// <summary>Makes a group for a launch, with its limits.</summary>
    /// <returns>Its directory.</returns>
    /// <exception cref="SpawnException">It cannot be had; nothing is left behind.</exception>
    internal string Make(LaunchPlan plan, IReadOnlyList<GroupLimit> limits)
    {
        try
        {
            lock (_lock)
            {
                var delegated = _delegated ?? find() ?? throw new ControlGroupException("the system has no cgroup v2, or shows none");
                foreach (var controller in limits.Select(l => l.Controller).Distinct()) RequireAvailable(delegated, controller);
                if (_delegated is null) TakeOver(delegated);
                foreach (var controller in limits.Select(l => l.Controller).Distinct()) Enable(delegated, controller);
                return Make(Path.Combine(delegated, GroupName.Of(_own, ++_made, plan.Name)), limits);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var kind = refused is ControlGroupException or UnauthorizedAccessException ? SpawnFailure.Refused : SpawnRefusal.KindOf(refused.HResult);
            throw new SpawnException(kind, $"'{plan.Name}' is to have {string.Join(" and ", limits.Select(l => l.File))}: {refused.Message.TrimEnd('.')}.", refused);
        }
    }

    /// <summary>Removes the group of a launch that is gone. Where somebody is still in it, one who left the launch's session say, that is tried again with the next.</summary>
    internal void Remove(string group)
    {
        lock (_lock)
        {
            _left.Add(group);
            RemoveLeft();
        }
    }

    /// <summary>Removes what dead supervisors have left in our group. What still has a process is tried again whenever a launch is gone.</summary>
    internal void Sweep()
    {
        lock (_lock)
        {
            if ((_delegated ?? find()) is not { } group) return;
            try
            {
                foreach (var path in files.GroupsIn(group))
                    if (GroupName.OwnerOf(Path.GetFileName(path)) is var (pid, start) && ProcStat.TryRead(pid)?.StartTime != start) _left.Add(path);
            }
            catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
            {
                // Nobody may look: then nobody of us has made anything there.
            }
            RemoveLeft();
        }
    }

    /// <summary>How many processes the kernel has ended in a group for want of memory; 0 where that is not told.</summary>
    internal int KilledIn(string group)
    {
        try
        {
            const string Killed = "oom_kill ";
            var line = files.Read(group, "memory.events").Split('\n').FirstOrDefault(l => l.StartsWith(Killed, StringComparison.Ordinal)) ?? "";
            return int.TryParse(line.AsSpan(Math.Min(line.Length, Killed.Length)), out var killed) ? killed : 0;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private void RequireAvailable(string group, string controller)
    {
        // Only the first of all groups has no type.
        if (!files.Has(group, "cgroup.type")) throw new ControlGroupException($"this process is in the first group of all, '{group}', which is not its own; {Advice}");
        var available = Words(group, Available);
        if (available.Contains(controller)) return;
        var there = available.Length == 0 ? "none" : string.Join(", ", available);
        throw new ControlGroupException($"the controller '{controller}' is not delegated to '{group}', the group of this process (there: {there}); {Advice}");
    }

    private void TakeOver(string group)
    {
        files.Make(Path.Combine(group, _own));
        _delegated = group;
    }

    private void Move(int pid, string group)
    {
        try
        {
            files.Write(group, Processes, pid.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException gone) when (gone.HResult is Libc.Esrch)
        {
            // It has ended meanwhile.
        }
    }

    private void Enable(string group, string controller)
    {
        if (Words(group, Enabled).Contains(controller)) return;
        for (var round = 1; ; round++)
        {
            try
            {
                foreach (var pid in ours(ProcessesIn(group))) Move(pid, Path.Combine(group, _own));
                files.Write(group, Enabled, $"+{controller}");
                return;
            }
            catch (IOException busy) when (busy.HResult == Errno.Busy)
            {
                // Who is born meanwhile is where its parent was.
                if (round < MostRounds && ours(ProcessesIn(group)).Any()) continue;
                throw new ControlGroupException($"the group of this process, '{group}', has other processes too: {string.Join(", ", ProcessesIn(group))}; {Advice}");
            }
        }
    }

    private string Make(string group, IReadOnlyList<GroupLimit> limits)
    {
        files.Make(group);
        try
        {
            foreach (var limit in limits) files.Write(group, limit.File, limit.Text);
            return group;
        }
        catch
        {
            Remove(group);
            throw;
        }
    }

    private void RemoveLeft() => _left.RemoveWhere(TryRemove);

    // What a child has made in its group goes with it.
    private bool TryRemove(string group)
    {
        try
        {
            foreach (var inner in files.GroupsIn(group)) TryRemove(inner);
            files.Remove(group);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string[] Words(string group, string file) => files.Read(group, file).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private IReadOnlyList<int> ProcessesIn(string group) =>
        [.. Words(group, Processes).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];

    private sealed class ControlGroupException(string message) : IOException(message);
}
