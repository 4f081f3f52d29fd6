using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Host.Logs;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>
/// What the file in force says about children. The spinner itself is given no defaults: they are merged here, so that a reload can change them.
/// Safe for concurrent use.
/// </summary>
sealed class Declarations(ChildrenFile first, ChildLogs logs)
{
    private volatile ChildrenFile _file = first;

    /// <summary>The file in force.</summary>
    public ChildrenFile File
    {
        get => _file;
        set => _file = value;
    }

    /// <summary>
    /// What the spinner is created with. A daemon remembers its children in a file, so that the next one finds what a killed one left behind.
    /// </summary>
    public SpinnerOptions Spinner() => File.Spinner with
    {
        Defaults = new ChildOptions(),
        Children = [.. All(File).Values],
        StateDirectory = File.Spinner.StateDirectory ?? StateHome.OfDaemons(),
    };

    /// <summary>The children of a file by name, as the spinner gets them.</summary>
    public IReadOnlyDictionary<string, ChildOptions> All(ChildrenFile file) =>
        file.Spinner.Children.ToDictionary(c => c.DeclaredName()!, c => Complete(c.DeclaredName()!, c, file), StringComparer.Ordinal);

    /// <summary>What a start of this name asks for: the options given, else those of the file, else the name is a script.</summary>
    public ChildOptions OptionsFor(string name, ChildOptions? given)
    {
        var file = File;
        var declared = file.Spinner.Children.FirstOrDefault(c => c.DeclaredName() == name);
        return Complete(name, given ?? declared ?? new ChildOptions { Script = name }, file);
    }

    /// <summary>Whether the file has a child of this name.</summary>
    public bool Has(string name) => File.Spinner.Children.Any(c => c.DeclaredName() == name);

    private ChildOptions Complete(string name, ChildOptions options, ChildrenFile file)
    {
        var merged = options.Over(file.Spinner.Defaults) with { Name = name };
        return merged with
        {
            Stdout = logs.Redirect(name, merged.Stdout ?? BuiltInDefaults.Options.Stdout!),
            Stderr = logs.Redirect(name, merged.Stderr ?? BuiltInDefaults.Options.Stderr!),
        };
    }
}
