using Spinner.Control.Logs;

namespace Spinner.Host.Display;

/// <summary>Standard output as every command has it: where it takes nothing, the exception says that, and the system's word for it.</summary>
/// <param name="stream">Standard output.</param>
sealed class OutputStream(Stream stream) : WriteOnlyStream
{
    /// <exception cref="IOException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The output cannot be written: {refused.GetBaseException().Message}");
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
