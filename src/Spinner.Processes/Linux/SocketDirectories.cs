using System.Runtime.InteropServices;
using System.Text;

namespace Spinner.Processes;

/// <summary>Tells when a socket file appears: one inotify instance for all launches that wait for one. Used by the reactor's thread only.</summary>
internal sealed class SocketDirectories(Reactor reactor, Action<ReadinessWatch> appeared)
{
    // IN_CREATE | IN_MOVED_TO | IN_ONLYDIR
    private const uint Names = 0x100 | 0x80 | 0x01000000;
    private const uint Overflow = 0x4000;
    private const int Header = 16;

    private readonly Dictionary<int, List<ReadinessWatch>> _waiting = [];
    private readonly byte[] _events = new byte[8192];
    private int _inotify = -1;

    /// <returns>False when the system refuses: then the socket must be asked for.</returns>
    internal bool TryAdd(ReadinessWatch watch, string path)
    {
        if (!TryOpen()) return false;
        var id = reactor.System.InotifyAdd(_inotify, Path.GetDirectoryName(path)!, Names);
        if (id < 0) return false;
        watch.SocketDirectory = id;
        if (_waiting.TryGetValue(id, out var others)) others.Add(watch);
        else _waiting.Add(id, [watch]);
        return true;
    }

    internal void Remove(ReadinessWatch watch)
    {
        if (watch.SocketDirectory is not { } id) return;
        watch.SocketDirectory = null;
        if (!_waiting.TryGetValue(id, out var others)) return;
        others.Remove(watch);
        if (others.Count > 0) return;
        _waiting.Remove(id);
        _ = reactor.System.InotifyRemove(_inotify, id);
    }

    internal void Close()
    {
        if (_inotify >= 0) _ = reactor.System.Close(_inotify);
    }

    private bool TryOpen()
    {
        if (_inotify >= 0) return true;
        var inotify = reactor.System.InotifyOpen();
        if (inotify < 0) return false;
        if (reactor.Watch(inotify, Epoll.In, Read, out _) is null)
        {
            _ = reactor.System.Close(inotify);
            return false;
        }

        _inotify = inotify;
        return true;
    }

    private void Read()
    {
        var count = reactor.System.Read(_inotify, _events);
        for (ReadOnlySpan<byte> rest = _events.AsSpan(0, Math.Max(0, count)); rest.Length >= Header;)
        {
            var length = Header + MemoryMarshal.Read<int>(rest[12..]);
            Tell(MemoryMarshal.Read<int>(rest), MemoryMarshal.Read<uint>(rest[4..]), rest[Header..length]);
            rest = rest[length..];
        }
    }

    private void Tell(int id, uint what, ReadOnlySpan<byte> name)
    {
        if ((what & Overflow) != 0)
        {
            foreach (var watch in _waiting.Values.SelectMany(w => w).ToList()) appeared(watch);
        }
        else if (_waiting.TryGetValue(id, out var watches))
        {
            var text = Encoding.UTF8.GetString(name).TrimEnd('\0');
            foreach (var watch in watches.Where(w => w.SocketName == text).ToList()) appeared(watch);
        }
    }
}
