namespace Spinner.Processes.Tests.ControlGroups;

/// <summary>Groups in an ordinary directory, with the rules of the kernel that matter: no limits below a group that has processes, and no removal of one that has.</summary>
internal sealed class FakeControlGroups : IControlGroupFiles
{
    private const string Procs = "cgroup.procs";
    private const string Enabled = "cgroup.subtree_control";

    /// <param name="unit">The directory of the group that is delegated.</param>
    /// <param name="controllers">Those that are.</param>
    /// <param name="pids">Who is in it.</param>
    public FakeControlGroups(string unit, string controllers, params int[] pids)
    {
        Unit = unit;
        Make(unit);
        File.WriteAllText(Path.Combine(unit, "cgroup.controllers"), controllers + "\n");
        Put(unit, pids);
    }

    public string Unit { get; }

    /// <summary>The names of the groups in it.</summary>
    public string[] Names => [.. GroupsIn(Unit).Select(group => Path.GetFileName(group)).Order()];

    /// <summary>Nothing can be made.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>What happens before limits are allowed.</summary>
    public Action? BeforeEnabled { get; set; }

    public static void Put(string group, params int[] pids) => File.WriteAllText(Path.Combine(group, Procs), string.Concat(pids.Select(pid => $"{pid}\n")));

    public void Make(string group)
    {
        if (IsReadOnly) throw new UnauthorizedAccessException($"Access to the path '{group}' is denied.");
        if (Directory.Exists(group)) return;
        Directory.CreateDirectory(group);
        foreach (var file in new[] { Procs, Enabled, "cgroup.type", "cgroup.controllers" }) File.WriteAllText(Path.Combine(group, file), "");
        var parent = Path.Combine(Path.GetDirectoryName(group)!, Enabled);
        var enabled = File.Exists(parent) ? File.ReadAllText(parent) : "";
        if (enabled.Contains("cpu", StringComparison.Ordinal)) File.WriteAllText(Path.Combine(group, "cpu.weight"), "100\n");
        if (!enabled.Contains("memory", StringComparison.Ordinal)) return;
        foreach (var file in new[] { "memory.high", "memory.max" }) File.WriteAllText(Path.Combine(group, file), "max\n");
        File.WriteAllText(Path.Combine(group, "memory.events"), "low 0\noom 0\noom_kill 0\n");
    }

    public void Remove(string group)
    {
        if (!Directory.Exists(group)) throw new DirectoryNotFoundException();
        if (Read(group, Procs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(pid => ProcFacts.IsAlive(int.Parse(pid)))) throw Busy();
        Directory.Delete(group, recursive: true);
    }

    public bool Has(string group, string file) => File.Exists(Path.Combine(group, file));

    public string Read(string group, string file) => File.ReadAllText(Path.Combine(group, file));

    public void Write(string group, string file, string text)
    {
        if (file == Procs)
        {
            Put(Unit, [.. Read(Unit, Procs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(pid => pid != text).Select(int.Parse)]);
            File.AppendAllText(Path.Combine(group, Procs), text + "\n");
        }
        else if (file == Enabled)
        {
            BeforeEnabled?.Invoke();
            if (Read(group, Procs).Length > 0) throw Busy();
            File.AppendAllText(Path.Combine(group, Enabled), text[1..] + " ");
        }
        else
        {
            // What the controller has not made is not there.
            using var handle = File.OpenHandle(Path.Combine(group, file), FileMode.Open, FileAccess.Write);
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, System.Text.Encoding.ASCII.GetBytes(text), 0);
        }
    }

    public IReadOnlyList<string> GroupsIn(string group) => Directory.GetDirectories(group);

    private static IOException Busy() => new("Device or resource busy", Errno.Busy);
}
