using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.Configuration;
using Spinner.Actors.Hosting;

namespace Spinner.Actors;

/// <summary>
/// Says how a hosted spinner works. Later calls win over earlier ones, and all of them over the block in the actor system's HOCON.
/// What is wrong is told when the spinner is created, all at once. With
/// <see cref="SpinnerHostExtensions.AddSpinner"/> it is an options class: <c>services.Configure&lt;SpinnerBuilder&gt;(…)</c>, <c>PostConfigure</c>
/// and <c>IValidateOptions</c> work on it.
/// </summary>
public sealed class SpinnerBuilder
{
    private readonly OptionErrors _errors = new();

    /// <summary>The options so far.</summary>
    public SpinnerOptions Options { get; private set; } = new();

    internal IReadOnlyList<OptionError> Errors => _errors.Found;

    /// <summary>Changes the spinner's own options.</summary>
    /// <param name="change">For example <c>o => o with { DrainTimeout = TimeSpan.FromMinutes(1) }</c>.</param>
    public SpinnerBuilder ConfigureOptions(Func<SpinnerOptions, SpinnerOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Options = change(Options);
        return this;
    }

    /// <summary>Changes what a child is when it does not say otherwise.</summary>
    /// <param name="change">For example <c>d => d with { IdleTime = TimeSpan.FromMinutes(10) }</c>.</param>
    public SpinnerBuilder ConfigureDefaults(Func<ChildOptions, ChildOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return ConfigureOptions(o => o with { Defaults = change(o.Defaults) });
    }

    /// <summary>Declares a child, or changes one that is declared already.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">For example <c>c => c with { Script = "./web.js", Autostart = true }</c>.</param>
    public SpinnerBuilder AddChild(string name, Func<ChildOptions, ChildOptions> change)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(change);
        var declared = Options.Children.FirstOrDefault(c => c.DeclaredName() == name);
        var others = Options.Children.Where(c => !ReferenceEquals(c, declared));
        var changed = change(declared ?? new ChildOptions { Name = name });
        if (changed.Name is { } other && other != name) _errors.Add($"{SpinnerOptionsCheck.PlaceOf(name)}.{nameof(changed.Name)}", other, $"{OptionError.Format(name)}, or none");
        return ConfigureOptions(o => o with { Children = [.. others, changed with { Name = name }] });
    }

    /// <summary>Declares a child; one of the same name that is declared already is replaced.</summary>
    /// <param name="options">With a name, or a script, whose path is the name.</param>
    public SpinnerBuilder AddChild(ChildOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.DeclaredName();
        return ConfigureOptions(o => o with { Children = [.. o.Children.Where(c => name is null || c.DeclaredName() != name), options] });
    }

    /// <summary>
    /// Reads a section of the application's configuration: the keys of <c>spinner.conf</c>, or the names of the options in C#, in any case.
    /// </summary>
    public SpinnerBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var read = SpinnerSettings.Read(_errors, ConfigurationSettings.Of(section));
        // Over replaces the whole of what only code can say by what the first of the two has.
        return ConfigureOptions(o => read.WithFallback(o) with { Clock = o.Clock });
    }
}
