using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Logs;
using Spinner.Host.Settings;

namespace Spinner.Host.Reloading;

/// <summary>
/// What the file in force says about children. The spinner itself is given no defaults: they are merged here, so that a reload can change them.
/// Safe for concurrent use.
/// </summary>
sealed class Declarations(ChildrenFile first, ChildLogs logs) : IDeclarations
{
    private volatile ChildrenFile _file = first;

    /// <summary>The file in force.</summary>
    public ChildrenFile File
    {
        get => _file;
        set => _file = value;
    }

    /// <inheritdoc />
    public ChildOptions Defaults => File.Spinner.Defaults;

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

    /// <summary>What a start of this name asks for: the options given over those of the file, or, with neither, a script of this name.</summary>
    public ChildOptions OptionsFor(string name, ChildOptions? given)
    {
        var file = File;
        var declared = file.Spinner.Children.FirstOrDefault(c => c.DeclaredName() == name);
        // Who says what is run says all of it: another command wants no arguments, and is made from no script, of the one before.
        if (given is not null && (given.Command ?? given.Script ?? given.Run) is not null)
            declared = declared is null ? null : declared with { Command = null, Script = null, Args = null, Run = null };
        var options = (given, declared) switch
        {
            (null, null) => new ChildOptions { Script = name },
            (null, _) => declared,
            (_, null) => given,
            _ => given.Over(declared),
        };
        return Complete(name, options, file);
    }

    /// <inheritdoc />
    public IReadOnlyList<OptionView> Explain(ChildInfo child) => OptionSources.Of(child, File);

    /// <summary>Whether the file has a child of this name.</summary>
    public bool Has(string name) => File.Spinner.Children.Any(c => c.DeclaredName() == name);

    private ChildOptions Complete(string name, ChildOptions options, ChildrenFile file)
    {
        var merged = options.WithKindDefaults().Over(file.Spinner.Defaults.WithKindDefaults()) with { Name = name };
        var (stdout, stderr) = (merged.Stdout ?? OutputTarget.Console, merged.Stderr ?? OutputTarget.Console);
        return KindDefaults.KindOf(merged) == ChildKind.Task
            ? merged with { Stdout = logs.RedirectTask(name, stdout, isError: false), Stderr = logs.RedirectTask(name, stderr, isError: true) }
            : merged with { Stdout = logs.Redirect(name, stdout, isError: false), Stderr = logs.Redirect(name, stderr, isError: true) };
    }
}
