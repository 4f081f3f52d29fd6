using System.Globalization;
using System.Runtime.InteropServices;

namespace Spinner.Tests;

/// <summary>The truth about processes, read without the code under test.</summary>
public static partial class ProcFacts
{
    /// <summary>A zombie is dead.</summary>
    public static bool IsAlive(int pid) => Fields(pid) is [not "Z" and not "X", ..];

    public static IReadOnlyList<int> LivingInGroup(int group) =>
        [.. Pids().Where(pid => Fields(pid) is [not "Z" and not "X", _, var pgrp, ..] && pgrp == group.ToString(CultureInfo.InvariantCulture))];

    public static char StateOf(int pid) => Fields(pid) is [[var state, ..], ..] ? state : 'X';

    public static int ParentOf(int pid) => int.Parse(Fields(pid)![1], CultureInfo.InvariantCulture);

    public static string NameOf(int pid) => File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n');

    /// <summary>Empty once it is gone, or a zombie.</summary>
    public static string CommandLineOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    public static int GroupOf(int pid) => int.Parse(Fields(pid)![2], CultureInfo.InvariantCulture);

    public static void Signal(int pid, int signal) => Assert.Equal(0, Kill(pid, signal));

    /// <summary>It may be gone already.</summary>
    public static void TrySignal(int pid, int signal) => _ = Kill(pid, signal);

    // After the name: state, parent, group.
    private static string[]? Fields(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Pids() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => int.Parse(n!, CultureInfo.InvariantCulture));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
