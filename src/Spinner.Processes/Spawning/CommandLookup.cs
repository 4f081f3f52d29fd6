namespace Spinner.Processes;

/// <summary>Finds the file a plan's command means, before anything is spawned, so that an error names the right noun.</summary>
internal static class CommandLookup
{
    /// <summary>What a child without <c>PATH</c> is searched in.</summary>
    internal const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The absolute path of the executable. On Windows the command as it is: CreateProcess has its own rules.</summary>
    /// <exception cref="SpawnException">The working directory, the command or the permission is missing.</exception>
    internal static string Resolve(LaunchPlan plan)
    {
        var directory = DirectoryOf(plan) ?? Inherited.WorkingDirectory;
        if (OperatingSystem.IsWindows()) return plan.Command;
        return plan.Command.Contains('/', StringComparison.Ordinal) ? AtPath(plan, directory) : InPath(plan, directory);
    }

    /// <summary>The directory to run in; null where the plan names none and ours is gone: then it runs where we are.</summary>
    /// <exception cref="SpawnException">The plan's is missing.</exception>
    internal static string? DirectoryOf(LaunchPlan plan)
    {
        if (plan.WorkingDirectory is not { } given) return IsDirectory(Inherited.WorkingDirectory) ? Inherited.WorkingDirectory : null;
        var directory = Path.GetFullPath(given, Inherited.WorkingDirectory);
        if (IsDirectory(directory)) return directory;
        var what = FileStat.TryRead(directory) is not null ? "is not a directory" : "does not exist";
        throw new SpawnException(SpawnFailure.NoSuchDirectory, $"The working directory '{directory}' of '{plan.Name}' {what}.");
    }

    private static string AtPath(LaunchPlan plan, string directory)
    {
        var path = Path.GetFullPath(plan.Command, directory);
        var tried = path == plan.Command ? $"'{path}'" : $"'{plan.Command}' ('{path}')";
        if (IsDirectory(path)) throw Denied(plan, tried, "it is a directory");
        if (FileStat.TryRead(path) is null) throw new SpawnException(SpawnFailure.CommandNotFound, $"The command {tried} of '{plan.Name}' does not exist.");
        return MayExecute(path) ? path : throw Denied(plan, tried, "no execute permission");
    }

    // As execvp(3): an empty entry is the working directory, and a file that may not be executed does not end the search.
    private static string InPath(LaunchPlan plan, string directory)
    {
        var search = plan.Environment.TryGetValue("PATH", out var path) && path.Length > 0 ? path : DefaultPath;
        string? denied = null;
        foreach (var entry in search.Split(':'))
        {
            if (plan.Command.Length == 0) break;
            var candidate = Path.Combine(Path.GetFullPath(entry, directory), plan.Command);
            if (FileStat.TryRead(candidate) is not { Kind: not FileKind.Directory }) continue;
            if (MayExecute(candidate)) return candidate;
            denied ??= candidate;
        }

        if (denied is not null) throw Denied(plan, $"'{denied}'", "no execute permission");
        throw new SpawnException(SpawnFailure.CommandNotFound, $"The command '{plan.Command}' of '{plan.Name}' was not found in PATH={search}.");
    }

    private static bool IsDirectory(string path) => FileStat.TryRead(path) is { Kind: FileKind.Directory };

    private static bool MayExecute(string path) => Libc.Access(path, Libc.MayExecute) == 0;

    private static SpawnException Denied(LaunchPlan plan, string tried, string why) =>
        new(SpawnFailure.PermissionDenied, $"The command {tried} of '{plan.Name}' may not be executed: {why}.");
}
