namespace Spinner.Actors.Configuration;

/// <summary>Names of environment variables: those the spinner sets, and how this system compares them.</summary>
static class EnvironmentNames
{
    public const string Port = "PORT";

    /// <summary>The name under which the origin handed over the port.</summary>
    public const string PortOfOrigin = "port";

    public const string Host = "HOST";
    public const string Name = "SPINNER_NAME";
    public const string Directory = "PWD";
    public const string AspNetUrls = "ASPNETCORE_URLS";

    /// <summary>
    /// A child that inherited these would report to the manager of its supervisor, or take over its sockets: see sd_notify(3), sd_listen_fds(3).
    /// </summary>
    public static IReadOnlyList<string> OfServiceManager { get; } =
        ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"];

    /// <summary>What the shell that started the supervisor says of itself and of that command.</summary>
    public static IReadOnlyList<string> OfShell { get; } = ["OLDPWD", "_"];

    /// <summary>What says where to listen.</summary>
    public static IReadOnlyList<string> OfEndpoint { get; } = [Port, PortOfOrigin, Host];

    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A copy in which names are compared as this system does.</summary>
    public static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> variables)
    {
        var copy = new Dictionary<string, string>(variables.Count, Comparer);
        foreach (var (name, value) in variables) copy[name] = value;
        return copy;
    }
}
