using System.Globalization;
using Microsoft.Extensions.Configuration;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Hosting;

/// <summary>An <see cref="IConfiguration"/> as settings: JSON files, environment variables and what else feeds it.</summary>
static class ConfigurationSettings
{
    public static Setting Of(IConfiguration section)
    {
        var (path, text) = section is IConfigurationSection named ? (named.Path, named.Value) : ("", null);
        var members = section.GetChildren().ToDictionary(c => c.Key, Of, StringComparer.Ordinal);
        if (members.Count == 0) return new Setting(path) { Text = text ?? "" };
        var isList = members.Keys.All(k => int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return new Setting(path) { Members = members, Items = isList ? [.. members.Values] : null };
    }
}
