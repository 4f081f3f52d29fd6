using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Control.Contract;

/// <summary>What a child is looked at for and kept to, as it is written in a file. Stateless.</summary>
static class LimitTexts
{
    private static readonly string[] Keys =
    [
        "live", "watchdog", "memory-limit", "max-lifetime", "max-requests", "nofile", "nice", "umask", "memory-high", "memory-max", "cpu-weight", "user", "group",
    ];

    private static readonly SettingKey<ChildOptions>[] Limits = [.. ChildOptionTable.Keys.Where(key => Keys.Contains(key.Key))];

    /// <summary>By their keys, without those that are as ever.</summary>
    public static IReadOnlyDictionary<string, string> Of(ChildOptions options) => Limits
        .Select(key => (key.Key, Value: key.Get(options), key.Form, Usual: key.Get(BuiltInDefaults.Options)))
        .Where(limit => limit.Value is not null && !limit.Value.Equals(limit.Usual))
        .ToDictionary(limit => limit.Key, limit => limit.Value is Liveness live ? live.ToString() : limit.Form.Write(limit.Value!)!.Trim('"'));
}
