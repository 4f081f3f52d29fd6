namespace Spinner.Processes;

/// <summary>This process' own stdout and stderr. Stateless.</summary>
internal static class ConsoleStreams
{
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    internal static Stream OpenStdout() => Open(1, Console.OpenStandardOutput);

    internal static Stream Error() => Open(2, Console.OpenStandardError);

    private static Stream Open(int descriptor, Func<Stream> open)
    {
        try
        {
            return IsInherited(descriptor) ? open() : new ClosedStream();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new ClosedStream();
        }
    }

    // Where it was closed at the start the runtime has long given its number to a file or socket, which has this flag, and must not be written to.
    internal static bool IsInherited(int descriptor) =>
        !OperatingSystem.IsLinux() || (Libc.Fcntl(descriptor, GetDescriptorFlags, 0) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    private sealed class ClosedStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("it was closed when this process started");

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
