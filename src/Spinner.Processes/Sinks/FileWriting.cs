using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>
/// Output appended to the file that a path names now: one that was removed, renamed or replaced since is opened anew. Several launches may append
/// to one file at once, and it may be truncated.
/// </summary>
internal sealed class FileWriting : IOutputWriter
{
    private const byte LineEnd = (byte)'\n';

    private readonly string _path;
    private SafeFileHandle _file;
    private FileStat? _opened;
    private int _age;

    private FileWriting(string path, SafeFileHandle file)
    {
        (_path, _file) = (path, file);
        RememberFile();
    }

    public bool IsInLine { get; private set; }

    /// <summary>What is written to at the moment.</summary>
    internal SafeFileHandle Opened => _file;

    /// <exception cref="OutputFileException">It cannot be appended to.</exception>
    internal static FileWriting Open(string path) => new(path, AppendFile.Open(path));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        Follow();
        for (var rest = bytes.Span; !rest.IsEmpty;)
        {
            var count = AppendFile.Write(_file, rest);
            IsInLine = rest[count - 1] != LineEnd;
            rest = rest[count..];
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    // The new one first: while it cannot be had the old one is better than none.
    private void Follow()
    {
        if (OutputFiles.Age == _age && (_opened is not { } opened || (FileStat.TryRead(_path) is { } now && now.IsSameFile(opened)))) return;
        var file = AppendFile.Open(_path);
        _file.Dispose();
        _file = file;
        IsInLine = false;
        RememberFile();
    }

    // A pipe or a device is what it is, and where the system shows no identity only Reopen helps.
    private void RememberFile()
    {
        _age = OutputFiles.Age;
        _opened = FileStat.TryRead(_file) is { Kind: FileKind.File, Inode: not 0 } stat ? stat : null;
    }
}
