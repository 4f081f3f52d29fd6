using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Where a daemon remembers its children; all daemons of a user share it.</summary>
static class StateHome
{
    /// <summary><c>spinner/state</c> below <c>$XDG_STATE_HOME</c>, else <c>/var/lib/spinner</c> for root, else below <c>~/.local/state</c>.</summary>
    /// <exception cref="DaemonException">There is no such place.</exception>
    public static string OfDaemons() => Of("state", "/var/lib/spinner");

    /// <summary>
    /// A directory of the program below <c>$XDG_STATE_HOME</c>; without that variable, or for root where it names another user's directory,
    /// <paramref name="ofRoot"/> for root, else below <c>~/.local/state</c>.
    /// </summary>
    /// <exception cref="DaemonException">There is no such place.</exception>
    public static string Of(string name, string ofRoot) => Of(
        name, ofRoot, Environment.GetEnvironmentVariable("XDG_STATE_HOME"), CurrentUser.Id == 0, static path => FileStat.TryRead(path)?.Owner);

    /// <summary>The same, of what is given.</summary>
    internal static string Of(string name, string ofRoot, string? given, bool isRoot, Func<string, uint?> ownerOf)
    {
        // After su the variable may still name the directory of the user we were.
        if (given is not null && Path.IsPathFullyQualified(given) && !(isRoot && ownerOf(given) is not (null or 0)))
            return Path.Combine(given, "spinner", name);
        if (isRoot) return ofRoot;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.IsPathFullyQualified(home)
            ? Path.Combine(home, ".local", "state", "spinner", name)
            : throw new DaemonException(
                "There is no directory for state and logs: HOME is not set, or is no directory. "
                + "Set HOME or XDG_STATE_HOME, or spinner.state-dir and host.log-dir.");
    }
}
