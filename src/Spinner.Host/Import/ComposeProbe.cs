using System.Globalization;
using Spinner.Actors.Configuration;
using Spinner.Control.Http;

namespace Spinner.Host.Import;

/// <summary>The probes of process-compose, key by key. Stateless.</summary>
static class ComposeProbe
{
    private const string Path = "path";
    private const string NotThere = "it is asked in plain http where it listens, by this file, or by a command";

    /// <summary>What tells that it is ready.</summary>
    public static void AddReadiness(ConfBlock child, string key, ForeignMap probe)
    {
        // A line of its output says so already.
        if (child.Has("ready")) child.NoEqual(key, probe.Shown, "it is ready by the line it writes");
        else if (Http(child, probe) is { } http) child.Set("ready", $"{{ {http} }}");
        else if (Command(probe) is { } command) child.Set("ready", $"{{ exec {{ command = {command}{Every(probe)} }} }}");
        else child.NoEqual(key, probe.Shown, NotThere);
        if (!child.Has("ready")) return;
        AddRest(child, key, probe, except: child.Has("endpoint") ? [] : ["period_seconds"], "it is asked again and again until the start deadline, timeout");
    }

    /// <summary>What tells that it is well.</summary>
    public static void AddLiveness(ConfBlock child, string key, ForeignMap probe)
    {
        var look = Http(child, probe) ?? (Command(probe) is { } command ? $"exec {{ command = {command} }}" : null);
        if (look is null)
        {
            child.NoEqual(key, probe.Shown, NotThere);
            return;
        }
        child.Set("live", $"{{ {look}{Every(probe)}{Limit(probe)}{Failures(probe)} }}");
        AddRest(child, key, probe, except: ["period_seconds", "timeout_seconds", "failure_threshold"], "it is looked at from when it is ready, and well when one look finds it so");
    }

    // Where it listens is where it is asked, in plain http.
    private static string? Http(ConfBlock child, ForeignMap probe) => probe["http_get"] is ForeignMap http && child.Has("endpoint")
        && http["scheme"]?.Text is null or "" or "http" && http["host"]?.Text is null or "" or "localhost" or "127.0.0.1" or "0.0.0.0"
        ? $"http {{ path = {HoconText.Quote(http[Path]?.Text is { Length: > 0 } path ? path : "/")}{Status(http)} }}"
        : null;

    private static string Status(ForeignMap http) =>
        http["status_code"]?.Number is >= 100 and <= 599 and var code ? string.Create(CultureInfo.InvariantCulture, $", status = {code}") : "";

    private static string? Command(ForeignMap probe) =>
        (probe["exec"] as ForeignMap)?["command"]?.Text is { } command ? HoconText.List(["sh", "-c", command]) : null;

    private static void AddRest(ConfBlock child, string key, ForeignMap probe, string[] except, string why)
    {
        foreach (var (name, value, _) in probe.Entries)
            if (value is ForeignMap how)
                foreach (var (inner, text, _) in how.Entries.Where(e => e.Key is not (Path or "port" or "num_port" or "host" or "scheme" or "command" or "status_code")))
                    child.NoEqual($"{key}.{name}.{inner}", text.Shown, "no equal here");
            else if (!except.Contains(name)) child.NoEqual($"{key}.{name}", value.Shown, why);
    }

    private static string Limit(ForeignMap probe) =>
        probe["timeout_seconds"]?.Number is > 0 and <= 3600 and var seconds ? $", timeout = {HoconText.Duration(TimeSpan.FromSeconds(seconds))}" : "";

    private static string Failures(ForeignMap probe) =>
        probe["failure_threshold"]?.Number is >= 1 and <= 1000 and var failures ? string.Create(CultureInfo.InvariantCulture, $", failures = {failures}") : "";

    private static string Every(ForeignMap probe) =>
        probe["period_seconds"]?.Number is > 0 and <= 3600 and var seconds ? $", every = {HoconText.Duration(TimeSpan.FromSeconds(seconds))}" : "";
}
