using System.IO.Pipes;

namespace Spinner.Actors;

/// <summary>A Windows named pipe.</summary>
/// <param name="Name">The pipe's name without the <c>\\.\pipe\</c> prefix.</param>
public sealed record PipeEndpoint(string Name) : ChildEndpoint
{
    /// <summary>The full path, as node and Kestrel expect it.</summary>
    public override string PortValue => @"\\.\pipe\" + Name;

    /// <inheritdoc/>
    public override async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var pipe = new NamedPipeClientStream(".", Name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The full path of the pipe.</summary>
    public override string ToString() => PortValue;
}
