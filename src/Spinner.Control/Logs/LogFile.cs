using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>
/// A log that goes to one file, which is put aside when it is full, the oldest falling out. It is always the file its path names that is written to,
/// whatever somebody has done to it: removed, renamed, truncated, its directory swept. Safe for concurrent use.
/// </summary>
/// <param name="path">The file written to; those put aside have <c>.1</c>, <c>.2</c> … behind it, the youngest first.</param>
/// <param name="maxBytes">When a file is full.</param>
/// <param name="maxFiles">How many files there are, the one written to among them.</param>
/// <param name="gzip">Compresses those put aside, which then have <c>.gz</c> behind their names too; null: nobody does.</param>
sealed class LogFile(string path, long maxBytes, int maxFiles, LogCompression? gzip = null) : IDisposable
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
    private const int MaxTaken = 100;
    private const byte LineEnd = (byte)'\n';

    private readonly Lock _turn = new();
    private readonly Lock _lock = new();

    // The generation of the file at each place; those of an earlier process are below zero.
    private readonly List<long> _places = [.. Enumerable.Range(0, maxFiles).Select(place => -(long)place)];
    // Those that somebody took away, as far back as anybody may still read.
    private readonly Queue<(long Generation, bool WasCut)> _taken = new();
    private SafeFileHandle? _file;
    private FileStat? _opened;
    private long _length;
    private bool _isTorn = true;

    /// <summary>The file written to.</summary>
    public string Path => path;

    /// <summary>Names the file written to; rises with every new one.</summary>
    public long Generation
    {
        get
        {
            lock (_lock) return _places[0];
        }
    }

    /// <summary>Those that may have a file, the newest first.</summary>
    public IReadOnlyList<long> Generations
    {
        get
        {
            lock (_lock) return [.. _places];
        }
    }

    /// <summary>Writes the beginning of what is given: as much as goes into the file.</summary>
    /// <returns>How much that was; 0 after a file was put aside.</returns>
    /// <exception cref="IOException">It cannot be written. The next attempt begins anew.</exception>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        lock (_turn)
        {
            try
            {
                return WritePart(bytes);
            }
            catch (UnauthorizedAccessException refused)
            {
                Break();
                throw new IOException(refused.Message, refused);
            }
            catch (IOException)
            {
                Break();
                throw;
            }
        }
    }

    /// <summary>Closes the file; a write opens what the path names then.</summary>
    public void Dispose()
    {
        lock (_turn) Close();
    }

    /// <summary>Opens the file of a generation for reading, wherever it is by now; null when it is gone or was never there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Stream? OpenRead(long generation)
    {
        lock (_lock)
        {
            if (OpenPlain(generation) is { } plain) return plain;
            var place = _places.IndexOf(generation);
            return place > 0 && Open(PathOf(place) + LogCompression.Extension) is { } packed ? new GZipStream(packed, CompressionMode.Decompress) : null;
        }
    }

    /// <summary>The same of one that is not compressed.</summary>
    public FileStream? OpenPlain(long generation)
    {
        lock (_lock) return _places.IndexOf(generation) is >= 0 and var place ? Open(PathOf(place)) : null;
    }

    /// <summary>Puts the compressed file in the place of a generation, wherever that is by now; of one that is gone it is removed.</summary>
    public void Replace(long generation, string compressed)
    {
        lock (_lock)
        {
            var place = _places.IndexOf(generation);
            if (place < 1)
            {
                File.Delete(compressed);
                return;
            }

            File.Move(compressed, PathOf(place) + LogCompression.Extension, overwrite: true);
            File.Delete(PathOf(place));
        }
    }

    /// <summary>Whether the file of a generation was truncated by somebody: what is in it now is of a later one.</summary>
    public bool WasCut(long generation)
    {
        lock (_lock) return _taken.Contains((generation, true));
    }

    /// <summary>How many files from one generation on and before another were put aside, and fell out if they are not there any more.</summary>
    public long Filled(long from, long before)
    {
        lock (_lock) return before - from - _taken.Count(t => t.Generation >= from && t.Generation < before);
    }

    private int WritePart(ReadOnlySpan<byte> bytes)
    {
        var file = Open();
        var length = RandomAccess.GetLength(file);
        if (length < _length) Renumber(wasCut: true);
        if (_isTorn && length > 0 && !EndsLine(file, length)) length = Write(file, [LineEnd], length);
        _isTorn = false;
        var taken = Fitting(bytes, length);
        if (taken > 0) length = Write(file, bytes[..taken], length);
        _length = length;
        if (taken == 0 || length >= maxBytes) Rotate();
        return taken;
    }

    private SafeFileHandle Open()
    {
        if (_file is not null && FileStat.TryRead(path, followLinks: false) is { } there && _opened is { } opened && there.IsSameFile(opened)) return _file;
        if (_file is not null) Renumber(wasCut: false);
        Close();
        LogPaths.EnsureDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = PrivateFile.Open(path, FileMode.Append);
        (_opened, _length) = (FileStat.TryRead(_file), 0);
        return _file;
    }

    private static long Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long length)
    {
        RandomAccess.Write(file, bytes, length);
        return length + bytes.Length;
    }

    private static bool EndsLine(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, length - 1) == 0 || last[0] == LineEnd;
    }

    // A file ends with a whole line, unless the line is longer than a file.
    private int Fitting(ReadOnlySpan<byte> bytes, long length)
    {
        var room = Math.Max(0, maxBytes - length);
        if (bytes.Length <= room) return bytes.Length;
        var fits = bytes[..(int)room];
        var lines = fits.LastIndexOf(LineEnd) + 1;
        return lines > 0 || length > 0 ? lines : fits.Length;
    }

    private void Rotate()
    {
        Close();
        lock (_lock)
        {
            foreach (var form in (string[])["", LogCompression.Extension])
            {
                File.Delete(PathOf(maxFiles - 1) + form);
                for (var place = maxFiles - 2; place >= 0; place--)
                    if (File.Exists(PathOf(place) + form)) File.Move(PathOf(place) + form, PathOf(place + 1) + form);
            }

            _places.Insert(0, _places[0] + 1);
            _places.RemoveAt(maxFiles);
        }

        gzip?.Post(this);
    }

    // Opening a pipe that somebody has put there would wait for its other end.
    private static FileStream? Open(string at) =>
        FileStat.TryRead(at, followLinks: false) is { Kind: FileKind.File } ? new FileStream(at, FileMode.Open, FileAccess.Read, Shared) : null;

    // What was at the path is not there any more; who reads it may read it to its end, unless there is none.
    private void Renumber(bool wasCut)
    {
        lock (_lock)
        {
            _taken.Enqueue((_places[0], wasCut));
            if (_taken.Count > MaxTaken) _taken.Dequeue();
            _places[0]++;
        }
    }

    // Of what was being written any part may be in the file.
    private void Break()
    {
        Close();
        _isTorn = true;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private string PathOf(long place) => place == 0 ? path : string.Create(null, $"{path}.{place}");
}
