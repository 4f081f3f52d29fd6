using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>What a daemon is started with. Stateless.</summary>
static class DaemonFile
{
    /// <summary>The file of children.</summary>
    /// <param name="path">Its path; null: the quickstart.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <exception cref="DaemonException">It is wrong.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static ChildrenFile Read(string? path, CancellationToken cancellationToken = default)
    {
        var full = path is null ? null : SocketPath.Full(path);
        if (!ChildrenFile.TryRead(full, out var file, out var errors, cancellationToken: cancellationToken))
            throw new DaemonException($"The configuration {full} cannot be used:{string.Concat(errors.Select(e => $"\n  {Cells.Printable(e)}"))}");
        return path is null ? file with { Spinner = Quickstart.Runnable(file.Spinner) } : file;
    }

    /// <summary>The path of the socket: what the command line says, else the file, else the user's own.</summary>
    public static string SocketOf(string? given, ChildrenFile file) => SocketPath.Full(given ?? file.Host.Socket ?? SocketPath.Default());
}
