namespace Spinner.Host.Logs;

/// <summary>
/// The log files of one child: what is written to it goes to one file, which is put aside when it is full, the oldest falling out.
/// Written by one writer at a time, read by many. Disposing ends nothing but the open file; the next write opens it again.
/// </summary>
/// <param name="path">The file written to; those put aside have <c>.1</c>, <c>.2</c> … behind it, the youngest first.</param>
/// <param name="maxBytes">When a file is full.</param>
/// <param name="maxFiles">How many files there are, the one written to among them.</param>
/// <param name="echo">Is shown everything that is written.</param>
/// <param name="note">Is told, once, that the file cannot be written, and when it can be again.</param>
sealed class ChildLog(string path, long maxBytes, int maxFiles, Action<ReadOnlyMemory<byte>>? echo, Action<string> note) : WriteOnlyStream
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private readonly Lock _lock = new();
    private FileStream? _file;
    private TaskCompletionSource _grown = NewSignal();
    private long _dropped;

    /// <summary>How often a file was put aside while this process has been writing: names the file written to.</summary>
    public long Generation { get; private set; }

    /// <summary>Nothing more is to come: its child is removed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Ends when something is written after this moment, or the log ends.</summary>
    public Task Grown
    {
        get
        {
            lock (_lock) return _grown.Task;
        }
    }

    /// <summary>Writes; what the disk does not take is dropped, and the next write tries again.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        echo?.Invoke(buffer);
        try
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[await PutAsync(buffer, cancellationToken)..];
                if (_dropped == 0) continue;
                note($"it is written again; {_dropped} bytes are not in it");
                _dropped = 0;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Whoever writes here would write no more for the rest of the child's life.
            Close();
            if (_dropped == 0) note($"it cannot be written, output is dropped until it can: {refused.Message}");
            _dropped += buffer.Length;
        }
    }

    /// <summary>Ends it, for a child that is removed.</summary>
    public void End()
    {
        HasEnded = true;
        Close();
        Tell();
    }

    /// <summary>Opens the file of a generation for reading, wherever it is by now; null when it is gone or was never there.</summary>
    public FileStream? OpenRead(long generation)
    {
        lock (_lock)
        {
            var place = Generation - generation;
            if (place < 0 || place >= maxFiles) return null;
            var at = PathOf(place);
            return File.Exists(at) ? new FileStream(at, FileMode.Open, FileAccess.Read, Shared) : null;
        }
    }

    /// <summary>The oldest generation that may still have a file; below zero for files of an earlier daemon.</summary>
    public long Oldest => Generation - maxFiles + 1;

    /// <summary>Closes the file; a write opens it again.</summary>
    public override void Close()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private FileStream Open()
    {
        lock (_lock)
        {
            if (_file is not null) return _file;
            LogDirectory.Make(Path.GetDirectoryName(path)!);
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, Shared, bufferSize: 0);
            return _file;
        }
    }

    private async ValueTask<int> PutAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var file = Open();
        var taken = Fitting(buffer.Span, file.Length);
        if (taken > 0) await file.WriteAsync(buffer[..taken], cancellationToken);
        if (taken == 0 || file.Length >= maxBytes) PutAside();
        if (taken > 0) Tell();
        return taken;
    }

    // A file ends with a whole line, unless the line is longer than a file.
    private int Fitting(ReadOnlySpan<byte> buffer, long length)
    {
        var room = Math.Max(0, maxBytes - length);
        if (buffer.Length <= room) return buffer.Length;
        var fits = buffer[..(int)room];
        var lines = fits.LastIndexOf((byte)'\n') + 1;
        return lines > 0 || length > 0 ? lines : fits.Length;
    }

    private void PutAside()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
            File.Delete(PathOf(maxFiles - 1));
            for (var place = maxFiles - 2; place >= 0; place--)
                if (File.Exists(PathOf(place))) File.Move(PathOf(place), PathOf(place + 1));
            Generation++;
        }
    }

    private string PathOf(long place) => place == 0 ? path : string.Create(null, $"{path}.{place}");

    private void Tell()
    {
        TaskCompletionSource grown;
        lock (_lock) (grown, _grown) = (_grown, NewSignal());
        grown.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
