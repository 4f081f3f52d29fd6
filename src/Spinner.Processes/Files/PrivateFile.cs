using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Opens files of ours in directories of ours, and nothing that somebody put in their place: the same gate for files. Stateless.</summary>
internal static class PrivateFile
{
    // O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, and what may be added: O_CREAT, O_EXCL, O_APPEND. The numbers of Linux on x86-64 and arm64.
    private const int ReadWrite = 0x2 | 0x80000 | 0x100 | 0x800;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int Append = 0x400;

    // rw-------
    private const int Mode = 0x180;

    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Opens one to read and write; a new one is ours alone. Never waits, and follows no link.</summary>
    /// <exception cref="IOException">It cannot be opened, is no regular file, or belongs to another user; the message names it.</exception>
    internal static SafeFileHandle Open(string path, FileMode mode)
    {
        if (!OperatingSystem.IsLinux()) return OpenPortably(path, mode);
        var flags = ReadWrite | NoFollow | mode switch
        {
            FileMode.Open => 0,
            FileMode.CreateNew => Create | Exclusive,
            FileMode.OpenOrCreate => Create,
            FileMode.Append => Create | Append,
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };
        var descriptor = Libc.Open(path, flags, Mode);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            var what = error == Errno.Loop ? "it is a symbolic link" : ErrorText.Of(-error);
            throw new IOException($"Cannot open '{path}': {what}.", error);
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FaultOf(file) is not { } fault) return file;
        file.Dispose();
        throw new IOException($"Cannot open '{path}': {fault}.");
    }

    private static SafeFileHandle OpenPortably(string path, FileMode mode)
    {
        try
        {
            var made = mode == FileMode.Append ? FileMode.OpenOrCreate : mode;
            return File.OpenHandle(path, made, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static string? FaultOf(SafeFileHandle file) => FileStat.TryRead(file) switch
    {
        { Kind: not FileKind.File } => "it is no regular file",
        { Owner: { } owner } when owner != CurrentUser.Id => $"it belongs to another user (uid {owner}, we are {CurrentUser.Id})",
        _ => null,
    };
}
