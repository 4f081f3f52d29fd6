using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Reads the text of a configuration file: never more than a bound, and never from what may have no end. Stateless.</summary>
static class ConfigText
{
    /// <summary>The most bytes a file may have.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string Children = "a HOCON file of children";

    // O_RDONLY | O_NONBLOCK | O_CLOEXEC: a pipe that nobody writes to is opened at once.
    private const int Flags = 0x800 | 0x80000;
    private const int SetFlags = 4;

    /// <param name="path">Where.</param>
    /// <param name="isFirst">Whether it may be a pipe, such as <c>&lt;(…)</c> of a shell: that can be read once.</param>
    /// <param name="allowed">What it should be, for people.</param>
    /// <exception cref="IOException">It cannot be read, or is nothing a configuration can be read from; says why.</exception>
    public static string Read(string path, bool isFirst, string allowed = Children)
    {
        // Before the open, which itself does something to some devices.
        if (FileStat.TryRead(path) is { } there) Refuse(path, there, isFirst, allowed);
        using var file = Open(path, allowed);
        if (FileStat.TryRead(file) is { } opened) Refuse(path, opened, isFirst, allowed);
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        while (stream.Read(buffer) is var count and > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes) throw new IOException($"'{path}' has more than {MaxBytes} bytes.");
        }

        // A pipe that nobody has open to write ends at once.
        if (bytes.Length == 0 && FileStat.TryRead(file) is { Kind: FileKind.Pipe })
            throw new IOException($"'{path}' is a pipe that nobody writes to; allowed: {allowed}");
        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static void Refuse(string path, FileStat stat, bool isFirst, string allowed)
    {
        var what = stat.Kind switch
        {
            FileKind.File => null,
            FileKind.Pipe when isFirst => null,
            FileKind.Pipe => "is a pipe, which can be read only once: start the daemon with a file to reload it",
            FileKind.Directory => $"is a directory; allowed: {allowed}",
            _ => $"is no file; allowed: {allowed}",
        };
        if (what is not null) throw new IOException($"'{path}' {what}");
    }

    private static SafeFileHandle Open(string path, string allowed)
    {
        if (!OperatingSystem.IsLinux()) return File.OpenHandle(path);
        var descriptor = Libc.Open(path, Flags, 0);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException(error == Errno.NoEntry
                ? $"there is no file '{path}'; allowed: {allowed}"
                : $"'{path}' cannot be read: {ErrorText.Of(-error)}.");
        }

        // From here on a pipe is waited for.
        _ = Libc.Fcntl(descriptor, SetFlags, 0);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }
}
