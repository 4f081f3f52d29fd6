namespace Spinner.Processes;

/// <summary>Finds the group of cgroup v2 this process is in; see cgroups(7). Stateless.</summary>
internal static class OwnControlGroup
{
    private const string Entry = "0::";

    /// <returns>Its directory; null where the system has none, or does not show it.</returns>
    internal static string? Find()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Of(File.ReadAllText("/proc/self/cgroup"), File.ReadAllText("/proc/self/mountinfo"));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same from what the two files say.</summary>
    internal static string? Of(string groups, string mounts)
    {
        var group = groups.Split('\n').FirstOrDefault(line => line.StartsWith(Entry, StringComparison.Ordinal))?[Entry.Length..];
        // Outside of what this namespace shows.
        if (group is null || group.StartsWith("/..", StringComparison.Ordinal)) return null;
        return mounts.Split('\n').Select(line => In(line, group)).FirstOrDefault(path => path is not null);
    }

    // As in proc_pid_mountinfo(5): root and place are the fourth and the fifth field, and the type follows a lone hyphen.
    private static string? In(string mount, string group)
    {
        var fields = mount.Split(' ');
        if (Array.IndexOf(fields, "-") is not (>= 0 and var hyphen) || hyphen + 1 >= fields.Length || fields[hyphen + 1] != "cgroup2") return null;
        var (root, place) = (fields[3].TrimEnd('/'), fields[4]);
        if (group != root && !group.StartsWith(root + "/", StringComparison.Ordinal)) return null;
        return Path.Join(place, group[root.Length..]).TrimEnd('/');
    }
}
