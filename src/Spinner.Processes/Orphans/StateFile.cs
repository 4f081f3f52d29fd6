using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>
/// The groups of this process that live, in a file locked for the life of this process. Not safe for concurrent use: the register's loop writes it.
/// </summary>
internal sealed class StateFile : IDisposable
{
    internal const string Suffix = ".state";

    // It is written anew when it has grown to this, and to four times what it then was.
    private const long Small = 64 * 1024;
    private const int Growth = 4;

    private readonly Dictionary<int, LivingGroup> _living = [];
    private readonly Dictionary<int, OwnedSocket> _sockets = [];
    private readonly string _firstLine;
    private readonly Action<string> _notice;
    private SafeFileHandle _file;
    private FileStat? _identity;
    private long _length;
    private long _limit = Small;
    private bool _broken;
    private bool _lost;

    private StateFile(string path, SafeFileHandle file, string firstLine, Action<string> notice)
    {
        (Path, _file, _firstLine, _notice) = (path, file, firstLine, notice);
        _identity = FileStat.TryRead(file);
        Write(firstLine);
    }

    internal string Path { get; }

    /// <summary>Makes the file of this process in a directory.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static StateFile Create(string directory, SupervisorMark mark, Action<string> notice)
    {
        var us = ProcStat.Read(Environment.ProcessId) ?? throw new IOException("/proc is not mounted, or not for us.");
        var firstLine = StateText.FirstLine(new LivingGroup(us.Pid, us.StartTime), StateText.BootId());
        for (var attempt = 0; ; attempt++)
        {
            var path = System.IO.Path.Combine(directory, $"{mark.Id:D}-{attempt}{Suffix}");
            var file = LockedFile.TryOpen(path, create: true);
            // A supervisor that starts this very moment may have taken the new file for an abandoned one, and have removed it.
            if (file is not null && File.Exists(path)) return new StateFile(path, file, firstLine, notice);
            file?.Dispose();
        }
    }

    /// <summary>Whether a file of this name may be swept, and by which mark.</summary>
    internal static SupervisorMark? MarkOf(string path) =>
        System.IO.Path.GetFileName(path) is { Length: > 36 } name && Guid.TryParseExact(name[..36], "D", out var id) ? new SupervisorMark(id) : null;

    internal void Add(LivingGroup group)
    {
        _living[group.Id] = group;
        Append(group.Line);
    }

    internal void Remove(int id)
    {
        _living.Remove(id);
        Append(LivingGroup.LineOfEnd(id));
    }

    internal void Add(OwnedSocket socket)
    {
        _sockets[socket.Id] = socket;
        Append(socket.Line);
    }

    internal void Remove(OwnedSocket socket)
    {
        _sockets.Remove(socket.Id);
        Append(socket.LineOfEnd);
    }

    /// <summary>Makes the file again, directory and all, where somebody has removed it.</summary>
    internal void RestoreIfRemoved()
    {
        if (_identity is not { } own || (FileStat.TryRead(Path, followLinks: false) is { } now && now.IsSameFile(own))) return;
        try
        {
            PrivateDirectory.Ensure(System.IO.Path.GetDirectoryName(Path)!, Privacy.Readable);
            // Not the one that lies there now, if there is one: whose it is nobody knows.
            if (LockedFile.TryOpen(Path, create: true) is not { } file) return;
            _file.Dispose();
            (_file, _identity) = (file, FileStat.TryRead(file));
            Compact();
            _lost = false;
        }
        catch (IOException refused)
        {
            if (!_lost) _notice($"The state file '{Path}' was removed and cannot be made again: {refused.Message}");
            _lost = true;
        }
    }

    /// <summary>Removes the file when nobody lives; the lock stays until the end.</summary>
    internal void RemoveIfIdle()
    {
        try
        {
            if (_living.Count == 0 && _sockets.Count == 0) File.Delete(Path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Its directory is gone, and it with that; any other leftover the next start removes.
        }
    }

    /// <summary>Ends the lock, as the death of this process does.</summary>
    public void Dispose() => _file.Dispose();

    private void Append(string line)
    {
        RestoreIfRemoved();
        if (_length + line.Length > _limit) Compact();
        else Write(line);
    }

    // First over the beginning, then cut: what a death between the two leaves behind the new lines are the latest old ones, which say the same.
    private void Compact()
    {
        _length = 0;
        var whole = new StringBuilder(_firstLine);
        foreach (var group in _living.Values) whole.Append(group.Line);
        foreach (var socket in _sockets.Values) whole.Append(socket.Line);
        if (!Write(whole.ToString())) return;
        RandomAccess.SetLength(_file, _length);
        _limit = Math.Max(Small, _length * Growth);
    }

    private bool Write(string text)
    {
        try
        {
            RandomAccess.Write(_file, Encoding.ASCII.GetBytes(text), _length);
            _length += text.Length;
            _broken = false;
            return true;
        }
        catch (IOException refused)
        {
            // The next line is written over what this one may have left. Children live on; after a crash they are still found by their mark.
            if (!_broken) _notice($"The state file '{Path}' cannot be written: {refused.Message}");
            _broken = true;
            return false;
        }
    }
}
