using Akka.Configuration;

namespace Spinner.Actors.Configuration;

/// <summary>What a spinner is created with: options given in C# over a block of HOCON, checked together.</summary>
static class SpinnerDeclaration
{
    /// <exception cref="ConfigurationException">The block is wrong, and perhaps the options too.</exception>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static SpinnerOptions Read(Config config, string path, SpinnerOptions given, IReadOnlyList<OptionError> known)
    {
        var options = Read(config, path, given, known, out var errors, out var inBlock);
        if (errors.Count == 0) return options;
        var message = $"The settings of the spinner are wrong: {string.Join("; ", errors)}";
        throw inBlock ? new ConfigurationException(message) : new ArgumentException(message, nameof(given));
    }

    /// <summary>The same, for who wants the mistakes one by one.</summary>
    /// <param name="config">Where the block may stand.</param>
    /// <param name="path">The key of the block.</param>
    /// <param name="given">Wins over the block.</param>
    /// <param name="known">What is known to be wrong already.</param>
    /// <param name="errors">Every mistake; empty when there is none.</param>
    /// <param name="inBlock">Whether one of them is in the block, not in the options.</param>
    /// <param name="childKeys">More keys of children, which the caller reads.</param>
    public static SpinnerOptions Read(
        Config config, string path, SpinnerOptions given, IReadOnlyList<OptionError> known, out IReadOnlyList<OptionError> errors, out bool inBlock,
        params IReadOnlyList<string> childKeys)
    {
        var found = new OptionErrors();
        found.AddRange(known);
        var block = SpinnerHocon.ReadBlock(found, config, path, childKeys);
        var options = given.WithFallback(block);
        var wrong = SpinnerOptionsCheck.Validate(options);
        var names = block.Children.Select(c => c.Name!).Except(given.Children.Select(c => c.DeclaredName())).ToList();
        errors = [.. found.Found, .. wrong.Select(e => AtKey(e, path, names!))];
        inBlock = found.Found.Count > 0 || !errors.SequenceEqual(wrong);
        return options;
    }

    /// <summary>What is wrong with a child that only the block declares is told with its key path.</summary>
    private static OptionError AtKey(OptionError error, string path, IEnumerable<string> children)
    {
        foreach (var name in children)
        {
            var where = SpinnerOptionsCheck.PlaceOf(name) + ".";
            if (!error.Option.StartsWith(where, StringComparison.Ordinal)) continue;
            var option = error.Option[where.Length..];
            var (end, entry) = option.IndexOf('[') is >= 0 and var bracket ? (option[..bracket], option[bracket..]) : (option, "");
            var key = ChildOptionTable.Keys.FirstOrDefault(k => k.Option == end)?.Key ?? end;
            return error with { Option = $"{HoconSettings.Name(path)}.{SpinnerKeys.Children}.{HoconSettings.Name(name)}.{key}{entry}" };
        }

        return error;
    }
}
