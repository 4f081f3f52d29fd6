using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>
/// Kills what dead supervisors left behind, as far as their state files tell. Never a living supervisor's child: its file is locked. Stateless.
/// </summary>
internal static class OrphanSweep
{
    /// <summary>Takes every file in the directory whose lock is free, and removes it.</summary>
    internal static void Run(string directory, Action<string> notice)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*" + StateFile.Suffix).ToList())
        {
            try
            {
                if (StateFile.MarkOf(path) is { } mark) Sweep(path, mark, notice);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                notice($"The state file '{path}' cannot be read, so its supervisor's orphans are not looked for: {refused.Message}");
            }
        }
    }

    private static void Sweep(string path, SupervisorMark mark, Action<string> notice)
    {
        if (FileStat.TryRead(path, followLinks: false) is not { Kind: FileKind.File }) return;
        using var file = LockedFile.TryOpen(path, create: false);
        if (file is null) return;
        var text = StateText.Parse(Read(file));
        // On a file system that does not know locks everybody gets them.
        if (text.Owner is { } owner && text.Boot == StateText.BootId() && Lives(owner)) return;
        if (text.Broken > 0) notice($"{text.Broken} lines of the state file '{path}' make no sense and are ignored.");

        var killed = new HashSet<int>();
        if (text.Boot == StateText.BootId()) killed.UnionWith(text.Living.Where(Kill).Select(group => group.Id).ToList());
        KillMarked(mark, killed);
        // A name without an inode was made up for that launch: nobody has it now, in whichever life of the machine.
        foreach (var socket in text.Sockets.Where(IsLeft)) SocketFile.RemoveLeftover(socket.Path, evenIfAlive: true);
        if (killed.Count > 0)
            notice($"A supervisor that died left {killed.Count} processes or groups behind; they were killed: {string.Join(", ", killed.Order())}.");
        File.Delete(path);
    }

    private static string Read(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        return System.Text.Encoding.ASCII.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    private static bool Kill(LivingGroup group)
    {
        if (!Lives(group) || ProcStat.TryRead(group.Id) is not { } leader) return false;
        return Libc.Kill(leader.Group == group.Id ? -group.Id : group.Id, Libc.SigKill) == 0;
    }

    // A process may fork between our look and its death: until a look finds nobody new.
    private static void KillMarked(SupervisorMark mark, HashSet<int> killed)
    {
        var tried = new HashSet<int>();
        while (MarkedProcesses.Find(mark).Where(tried.Add).ToList() is { Count: > 0 } found)
            killed.UnionWith(found.Where(pid => Libc.Kill(pid, Libc.SigKill) == 0));
    }

    private static bool IsLeft(OwnedSocket socket) =>
        FileStat.TryRead(socket.Path, followLinks: false) is { Kind: FileKind.Socket } stat && (socket.Inode == 0 || socket.Inode == stat.Inode);

    private static bool Lives(LivingGroup group) => ProcStat.TryRead(group.Id) is { IsAlive: true } stat && stat.StartTime == group.StartTime;
}
