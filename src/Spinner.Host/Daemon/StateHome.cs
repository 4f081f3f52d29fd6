using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>Where a daemon remembers its children; all daemons of a user share it.</summary>
static class StateHome
{
    /// <summary><c>spinner/state</c> below <c>$XDG_STATE_HOME</c>, else <c>/var/lib/spinner</c> for root, else below <c>~/.local/state</c>.</summary>
    public static string OfDaemons() => Of("state", "/var/lib/spinner");

    /// <summary>A directory of the program below <c>$XDG_STATE_HOME</c>; without that variable <paramref name="ofRoot"/> for root, else below
    /// <c>~/.local/state</c>.</summary>
    public static string Of(string name, string ofRoot)
    {
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given) return Path.Combine(given, "spinner", name);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return CurrentUser.Id == 0 ? ofRoot : Path.Combine(home, ".local", "state", "spinner", name);
    }
}
