using Akka.Configuration;

namespace Spinner.Actors.Configuration;

/// <summary>A spinner's options from HOCON and to it.</summary>
static class SpinnerHocon
{
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="config">Where the block may stand.</param>
    /// <param name="path">The key of the block; also the beginning of every key path in errors.</param>
    /// <param name="childKeys">More keys of children, which the caller reads.</param>
    public static SpinnerOptions ReadBlock(OptionErrors errors, Config config, string path, params IReadOnlyList<string> childKeys) =>
        config.Root is { IsEmpty: false } root && root.IsObject() && root.GetObject().Items.TryGetValue(path, out var block)
            ? SpinnerSettings.Read(errors, HoconSettings.Of(block, HoconSettings.Name(path)), childKeys)
            : new SpinnerOptions();

    /// <summary>The inside of a block. What exists in C# only is left out.</summary>
    public static string Write(SpinnerOptions options)
    {
        var text = Write(options, SpinnerKeys.All);
        var children = string.Concat(options.Children.Select(c => $"{HoconText.Quote(c.DeclaredName() ?? "")} {{\n{Write(c, ChildOptionTable.Keys)}}}\n"));
        return $"{text}{SpinnerKeys.Defaults} {{\n{Write(options.Defaults, ChildOptionTable.Keys)}}}\n{SpinnerKeys.Children} {{\n{children}}}\n";
    }

    private static string Write<T>(T options, IReadOnlyList<SettingKey<T>> keys) => string.Concat(
        from key in keys
        let value = key.Get(options) is { } given ? key.Form.Write(given) : null
        where value is not null
        select $"{key.Key} {(value.StartsWith('{') ? "" : "= ")}{value}\n");
}
