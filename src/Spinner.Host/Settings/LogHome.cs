using Spinner.Control.Logs;

namespace Spinner.Host.Settings;

/// <summary>Where the log files of one daemon are.</summary>
static class LogHome
{
    /// <summary>
    /// <c>spinner/logs</c> below <c>$XDG_STATE_HOME</c>, else <c>/var/log/spinner</c> for root, else below <c>~/.local/state</c>;
    /// a daemon on a socket of its own has a directory of its own in it.
    /// </summary>
    public static string Default(string socket)
    {
        var directory = StateHome.Of("logs", "/var/log/spinner");
        return socket == SocketPath.Default() ? directory : Path.Combine(directory, LogPaths.Hash(socket));
    }
}
