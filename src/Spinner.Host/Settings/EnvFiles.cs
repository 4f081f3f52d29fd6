using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Reads the files of variables that children name; see <c>env-file</c> in hocon/spinner.conf. What stands in <c>env</c> wins over them.</summary>
/// <param name="root">The block <c>spinner</c>.</param>
/// <param name="directoryOf">The directory of the file in which a key is written.</param>
/// <param name="errors">Takes the place of a mistake, and what it is; no value is shown.</param>
sealed class EnvFiles(Setting root, Func<string, string> directoryOf, Action<string, string> errors)
{
    /// <summary>The key, in <c>defaults</c> and in every child.</summary>
    public const string Key = "env-file";

    private const string Allowed = "a file of NAME=value in lines, such as \".env\", or \"?.env\" for one that need not be there";
    private readonly Dictionary<string, IReadOnlyList<(string Name, string Value)>> _read = new(StringComparer.Ordinal);

    /// <summary>The options with the variables.</summary>
    public static SpinnerOptions Apply(Config config, SpinnerOptions options, Func<string, string> directoryOf, Action<string, string> errors)
    {
        if (!config.Root.GetObject().Items.TryGetValue(SpinnerExtensions.DefaultName, out var block)) return options;
        return new EnvFiles(HoconSettings.Of(block, SpinnerExtensions.DefaultName), directoryOf, errors).Apply(options);
    }

    private SpinnerOptions Apply(SpinnerOptions options)
    {
        var children = root.Members is { } members ? SettingBlock.Find(members, SpinnerKeys.Children)?.Members : null;
        return options with
        {
            Defaults = With(options.Defaults, root.Members is { } own ? SettingBlock.Find(own, SpinnerKeys.Defaults) : null),
            Children = [.. options.Children.Select(c => With(c, children?.GetValueOrDefault(c.Name ?? "")))],
        };
    }

    private ChildOptions With(ChildOptions options, Setting? block)
    {
        if (block?.Members is not { } members || SettingBlock.Find(members, Key) is not { } files) return options;
        var variables = EnvironmentNames.Copy(new Dictionary<string, string>());
        foreach (var file in files.Items ?? [files])
        {
            if (file.Text is { Length: > 0 } path) foreach (var (name, value) in Read(path, file.Path)) variables[name] = value;
            else errors(file.Path, $" is {file.Kind}; allowed: {Allowed}");
        }

        foreach (var (name, value) in options.Environment ?? new Dictionary<string, string>()) variables[name] = value;
        return options with { Environment = variables };
    }

    private IReadOnlyList<(string Name, string Value)> Read(string given, string place)
    {
        var isOptional = given.StartsWith('?');
        var path = Path.GetFullPath(isOptional ? given[1..] : given, directoryOf(place));
        if (_read.TryGetValue(path, out var known)) return known;
        return _read[path] = isOptional && FileStat.TryRead(path) is null ? [] : ReadFile(path, place);
    }

    private IReadOnlyList<(string Name, string Value)> ReadFile(string path, string place)
    {
        try
        {
            var variables = DotEnv.Parse(ConfigText.Read(path, isFirst: false, Allowed), out var wrong);
            foreach (var error in wrong) errors(place, $": {path} {error}");
            return variables;
        }
        catch (IOException unreadable)
        {
            errors(place, $": {unreadable.Message}");
            return [];
        }
    }
}
