namespace Spinner.Host.Commands;

/// <summary>Files that a command writes, and that must not be there.</summary>
static class NewFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="text">All of it.</param>
    /// <param name="cancellationToken">Ends it; what was written stays.</param>
    /// <param name="isPrivate">Whether nobody but its owner may read it.</param>
    /// <exception cref="IOException">It is there, or cannot be written.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken, bool isPrivate = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
