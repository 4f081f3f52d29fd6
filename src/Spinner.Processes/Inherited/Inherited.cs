namespace Spinner.Processes;

/// <summary>
/// What this process had when the library was first used, read once: what happens to its directory, its variables and its limits later is no
/// child's business. A library that makes spinners touches it as early as it can. Immutable.
/// </summary>
static class Inherited
{
    /// <summary>Where who starts this process may say what <see cref="FileLimit"/> is; no child inherits it.</summary>
    public const string FileLimitVariable = "SPINNER_FILE_LIMIT";

    /// <summary>The directory this process was in; it may be gone by now.</summary>
    public static string WorkingDirectory { get; } = InheritedDirectory.Read();

    /// <summary>
    /// The variables. A byte that is no UTF-8 stands in a name or value as a character of U+DC80 to U+DCFF, which the Linux engine hands on as
    /// that byte. An entry without <c>=</c> is no variable, and of two with one name the first counts, as for getenv(3).
    /// </summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = InheritedVariables.Read();

    /// <summary>
    /// The soft limit of open files this process was started with (<c>ulimit -Sn</c>), which children get; null where nothing tells, and then
    /// they get what this process has.
    /// </summary>
    /// <remarks>
    /// .NET raises its own soft limit to the hard one, so this is <see cref="FileLimitVariable"/> where that is set, else the soft limit of the parent
    /// process if its hard limit is ours, else 1024 where the hard limit is 524288, systemd's pair.
    /// </remarks>
    public static long? FileLimit { get; } = InheritedFileLimit.Read();
}
