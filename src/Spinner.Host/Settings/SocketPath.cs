using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Where the control API's socket is.</summary>
static class SocketPath
{
    /// <summary>The longest path a unix socket may have on Linux, in bytes.</summary>
    public const int MaxBytes = 107;

    private const string OfSystem = "/run";
    private const string OfService = "/run/spinner/control.sock";

    /// <summary>
    /// <c>$SPINNER_SOCKET</c>, else <c>$XDG_RUNTIME_DIR/spinner/control.sock</c>, else <c>/run/spinner/control.sock</c> for root,
    /// else <c>spinner-&lt;uid&gt;/control.sock</c> in the directory for temporary files.
    /// </summary>
    public static string Default()
    {
        if (Environment.GetEnvironmentVariable("SPINNER_SOCKET") is { Length: > 0 } given) return Full(given);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        // Nobody but root can make a directory there first. After su the variable may still name the directory of the user we were, and root of a user
        // namespace may not be root of /run.
        var isService = CurrentUser.Id == 0 && !(runtime is { Length: > 0 } && IsRoots(runtime)) && IsRoots(OfSystem);
        return isService ? OfService : Path.Combine(RunDirectory.DefaultPath(runtime), "control.sock");
    }

    /// <summary>A path that was typed: below the directory this process was started in.</summary>
    public static string Full(string path) => Path.GetFullPath(path, Inherited.WorkingDirectory);

    /// <summary>Where a command looks for its daemon: <see cref="Default"/>, unless nothing is there and the system's service has one.</summary>
    public static string OfDaemon() => OfDaemon(Default(), OfService);

    /// <summary>The second of two paths when it alone is there, else the first.</summary>
    public static string OfDaemon(string own, string service) =>
        // Root who logs in has an XDG_RUNTIME_DIR, a service has none. Nobody else can look into the directory of the service.
        !File.Exists(own) && File.Exists(service) ? service : own;

    private static bool IsRoots(string directory) => FileStat.TryRead(directory) is { Kind: FileKind.Directory, Owner: 0 };
}
