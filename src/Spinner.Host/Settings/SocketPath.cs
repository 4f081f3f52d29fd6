using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Where the control API's socket is.</summary>
static class SocketPath
{
    /// <summary>The longest path a unix socket may have on Linux, in bytes.</summary>
    public const int MaxBytes = 107;

    /// <summary>
    /// <c>$SPINNER_SOCKET</c>, else <c>$XDG_RUNTIME_DIR/spinner/control.sock</c>, else <c>/run/spinner/control.sock</c> for root,
    /// else <c>spinner-&lt;uid&gt;/control.sock</c> in the directory for temporary files.
    /// </summary>
    public static string Default()
    {
        if (Environment.GetEnvironmentVariable("SPINNER_SOCKET") is { Length: > 0 } given) return Path.GetFullPath(given);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var directory = CurrentUser.Id == 0 && string.IsNullOrEmpty(runtime) ? "/run/spinner" : RunDirectory.DefaultPath(runtime);
        return Path.Combine(directory, "control.sock");
    }
}
