using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>A file that says 1 while something is being launched, else 0. Safe for concurrent use.</summary>
internal sealed class LaunchingFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SafeFileHandle _file;
    private int _launches;

    /// <exception cref="IOException">It cannot be made.</exception>
    internal LaunchingFile(string path)
    {
        Path = path;
        _file = PrivateFile.Open(path, FileMode.CreateNew);
        Write("0\n"u8);
    }

    internal string Path { get; }

    /// <summary>One more is being launched.</summary>
    /// <returns>Dispose it when that is done.</returns>
    internal IDisposable Begin()
    {
        lock (_lock)
            if (_launches++ == 0) Write("1\n"u8);
        return new Launch(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _file.Dispose();
    }

    private void End()
    {
        lock (_lock)
            if (--_launches == 0 && !_file.IsClosed) Write("0\n"u8);
    }

    private void Write(ReadOnlySpan<byte> text) => RandomAccess.Write(_file, text, 0);

    private sealed class Launch(LaunchingFile file) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) file.End();
        }
    }
}
