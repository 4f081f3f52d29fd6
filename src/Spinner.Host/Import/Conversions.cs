using System.Globalization;
using System.Text.RegularExpressions;

namespace Spinner.Host.Import;

/// <summary>What several formats write alike, in our words. Stateless.</summary>
static partial class Conversions
{
    private const string PortName = "PORT";

    private static readonly string[] StopSignals = ["SIGTERM", "SIGINT", "SIGKILL", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];

    /// <summary>The value has no equal: it stands as a comment.</summary>
    public static void NoEqual(this ConfBlock block, string key, string value, string why) =>
        block.Remark(value.Length == 0 ? $"{key}: {why}" : $"{key} = {value}: {why}");

    /// <summary>It runs whenever the spinner does, as every process of the file's own manager.</summary>
    public static void Keep(this ConfBlock child) => child.Set("keep", "on");

    /// <summary>Listens on a port of its own choice, or, where there is none, on nothing.</summary>
    public static void Listen(this ConfBlock child, int? port)
    {
        if (port is { } fixedPort) child.Set("endpoint", fixedPort.ToString(CultureInfo.InvariantCulture));
        else child.Set("kind", "worker");
    }

    /// <summary>Adds a variable of its environment, but for the port it listens on: that is handed to it.</summary>
    public static void Variable(this ConfBlock child, string name, string value)
    {
        if (name != PortName || !child.Has("endpoint")) child.Block("env").Text(name, value);
    }

    /// <summary>Adds a duration given in seconds; one that is none stands as a comment.</summary>
    public static void Seconds(this ConfBlock block, string key, string from, string? value, double perSecond = 1)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number / perSecond < 86_400 * 24)
            block.Duration(key, TimeSpan.FromMilliseconds(Math.Round(number * 1000 / perSecond)));
        else block.NoEqual(from, value ?? "", $"no number of {(perSecond == 1 ? "seconds" : "milliseconds")}, so {key} is left as it is");
    }

    /// <summary>Adds a stop signal given as TERM, SIGTERM or 15; one that cannot be had stands as a comment.</summary>
    public static void Signal(this ConfBlock block, string from, string value)
    {
        var name = value.Trim().ToUpperInvariant() switch
        {
            "1" => "SIGHUP", "2" => "SIGINT", "3" => "SIGQUIT", "9" => "SIGKILL", "10" => "SIGUSR1", "12" => "SIGUSR2", "15" => "SIGTERM",
            var given when given.StartsWith("SIG", StringComparison.Ordinal) => given,
            var given => "SIG" + given,
        };
        if (StopSignals.Contains(name)) block.Set("stop-signal", name);
        else block.NoEqual(from, value, $"allowed here: {string.Join(", ", StopSignals)}");
    }

    /// <summary>A path that has a slash in it: without one a target of output is a word.</summary>
    public static string LogPath(string path) => path.Contains('/', StringComparison.Ordinal) ? path : "./" + path;

    /// <summary>Whether a command line uses the variable PORT.</summary>
    public static bool UsesPort(string line) => PortVariable().IsMatch(line);

    /// <summary>The port that the variables tell, or null.</summary>
    public static int? Port(IEnumerable<(string Name, string Value)> variables) => Port(variables.LastOrDefault(v => v.Name == PortName).Value);

    /// <summary>A port number, or null.</summary>
    public static int? Port(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    [GeneratedRegex(@"\$PORT\b|\$\{PORT\b")]
    private static partial Regex PortVariable();
}
