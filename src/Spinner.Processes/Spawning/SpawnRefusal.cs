namespace Spinner.Processes;

/// <summary>Says which noun of the plan an error number of posix_spawn(3) is about. It comes after <see cref="CommandLookup"/> found everything in order.</summary>
internal static class SpawnRefusal
{
    /// <param name="result">The negated error number.</param>
    /// <param name="plan">What was to be spawned.</param>
    /// <param name="command">Its resolved path.</param>
    internal static SpawnException Of(int result, LaunchPlan plan, string command)
    {
        var reason = ErrorText.Of(result);
        // The number does not tell whether chdir(2) or execve(2) failed.
        if (result is -Errno.Denied or -Errno.NoEntry && plan.WorkingDirectory is { } directory && Libc.Access(directory, Libc.MayExecute) != 0)
            return new SpawnException(SpawnFailure.NoSuchDirectory, $"The working directory '{directory}' of '{plan.Name}' cannot be entered: {reason}.");
        return result switch
        {
            -Errno.Denied => new SpawnException(SpawnFailure.PermissionDenied, $"The command '{command}' of '{plan.Name}' may not be executed: {reason}."),
            -Errno.NoEntry => new SpawnException(SpawnFailure.CommandNotFound, $"The command '{command}' of '{plan.Name}', or the interpreter it names, does not exist."),
            _ => new SpawnException(KindOf(-result), $"The system refused to spawn '{command}' for '{plan.Name}': {reason}."),
        };
    }

    /// <summary>Of an error number that says nothing about the plan's nouns.</summary>
    internal static SpawnFailure KindOf(int error) => Errno.MayPass(error) ? SpawnFailure.Unavailable : SpawnFailure.Refused;
}
