using Akka.Configuration;

namespace Spinner.Actors.Configuration;

/// <summary>What a spinner is created with: options given in C# over a block of HOCON, checked together.</summary>
static class SpinnerDeclaration
{
    /// <exception cref="ConfigurationException">The block is wrong, and perhaps the options too.</exception>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static SpinnerOptions Read(Config config, string path, SpinnerOptions given, IReadOnlyList<OptionError> known)
    {
        var found = new OptionErrors();
        found.AddRange(known);
        var block = SpinnerHocon.ReadBlock(found, config, path);
        var options = given.Over(block);
        var wrong = SpinnerOptionsCheck.Validate(options);
        if (found.Found.Count == 0 && wrong.Count == 0) return options;

        var names = block.Children.Select(c => c.Name!).Except(given.Children.Select(c => c.DeclaredName())).ToList();
        var errors = found.Found.Concat(wrong.Select(e => AtKey(e, path, names!))).ToList();
        var message = $"The settings of the spinner are wrong: {string.Join("; ", errors)}";
        throw found.Found.Count > 0 || !errors.SequenceEqual(wrong)
            ? new ConfigurationException(message)
            : new ArgumentException(message, nameof(given));
    }

    /// <summary>What is wrong with a child that only the block declares is told with its key path.</summary>
    private static OptionError AtKey(OptionError error, string path, IEnumerable<string> children)
    {
        foreach (var name in children)
        {
            var where = SpinnerOptionsCheck.PlaceOf(name) + ".";
            if (!error.Option.StartsWith(where, StringComparison.Ordinal)) continue;
            var option = error.Option[where.Length..];
            var key = ChildKeys.All.FirstOrDefault(k => k.Option == option)?.Key ?? option;
            return error with { Option = $"{HoconSettings.Name(path)}.{SpinnerKeys.Children}.{HoconSettings.Name(name)}.{key}" };
        }

        return error;
    }
}
