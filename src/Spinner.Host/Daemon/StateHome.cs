using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>Where a daemon remembers its children; all daemons of a user share it.</summary>
static class StateHome
{
    /// <summary><c>/var/lib/spinner</c> for root, else <c>spinner/state</c> below <c>$XDG_STATE_HOME</c> or <c>~/.local/state</c>.</summary>
    public static string OfDaemons() => CurrentUser.Id == 0 ? "/var/lib/spinner" : System.IO.Path.Combine(Path(), "spinner", "state");

    /// <summary>The user's directory for what programs remember.</summary>
    public static string Path() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given
        ? given
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
}
