using System.Collections.Concurrent;

namespace Spinner.Processes;

/// <summary>A directory of state files. A process sweeps it and makes a file of its own when it first uses it. Safe for concurrent use.</summary>
internal static class StateDirectory
{
    private static readonly ConcurrentDictionary<string, Lazy<StateFile>> Ours = new();

    /// <summary>The file of this process in the directory, which is made if need be, and swept the first time.</summary>
    /// <exception cref="IOException">It cannot be made, is not safe or cannot be written; the message names it.</exception>
    internal static StateFile FileIn(string directory, SupervisorMark mark, Action<string> notice)
    {
        var path = Path.GetFullPath(directory, Inherited.WorkingDirectory);
        var file = Ours.GetOrAdd(path, p => new Lazy<StateFile>(() => Open(p, mark, notice)));
        try
        {
            return file.Value;
        }
        catch (IOException)
        {
            Ours.TryRemove(new KeyValuePair<string, Lazy<StateFile>>(path, file));
            throw;
        }
    }

    /// <summary>The same for a directory that nobody else in this process uses.</summary>
    internal static StateFile Open(string path, SupervisorMark mark, Action<string> notice)
    {
        try
        {
            // Whoever writes a file here names processes that our next start kills.
            PrivateDirectory.Ensure(path, Privacy.Readable);
            OrphanSweep.Run(path, notice);
            var file = StateFile.Create(path, mark, notice);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => file.RemoveIfIdle();
            return file;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The state directory '{path}' cannot be used: {refused.Message} Choose another one.", refused);
        }
    }
}
