using System.Diagnostics.CodeAnalysis;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>Turns what was asked for a child into what is in force: merges it over the defaults, checks it, resolves command and paths.</summary>
sealed class ChildSpecReader(SpinnerOptions spinner)
{
    private readonly ChildOptions _defaults = spinner.Defaults.Snapshot().WithKindDefaults().Over(BuiltInDefaults.Options);
    private readonly RunnerTable _runners = new(spinner.Runners);

    /// <summary>Reads one child. Asks nothing of the file system. Whatever the options throw while they are read is a mistake in them.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="spec">The options in force; null when there are errors.</param>
    /// <param name="errors">Every mistake; empty on success.</param>
    public bool TryRead(ChildOptions options, [NotNullWhen(true)] out ChildSpec? spec, out IReadOnlyList<OptionError> errors)
    {
        try
        {
            return TryReadOnce(options, out spec, out errors);
        }
        catch (Exception e)
        {
            (spec, errors) = (null, [Unreadable(e)]);
            return false;
        }
    }

    /// <summary>The same of a child that comes by itself, not with all that are declared: nobody looks at its needs again.</summary>
    public bool TryReadAlone(ChildOptions options, [NotNullWhen(true)] out ChildSpec? spec, out IReadOnlyList<OptionError> errors)
    {
        if (!TryRead(options, out spec, out errors)) return false;
        if (NeedCheck.OfItself(spec) is not { } wrong) return true;
        (spec, errors) = (null, [wrong]);
        return false;
    }

    /// <summary>What is wrong with options that threw while they were read.</summary>
    public static OptionError Unreadable(Exception why) =>
        new(nameof(ChildOptions), $"not readable ({why.GetType().Name}: {why.Message})", "options that can be read, and do not change meanwhile");

    private bool TryReadOnce(ChildOptions options, out ChildSpec? spec, out IReadOnlyList<OptionError> errors)
    {
        var found = new OptionErrors();
        var merged = options.Snapshot().WithKindDefaults().Over(_defaults);
        merged = merged with { Name = merged.DeclaredName() };

        ChildOptionTable.Check(found, merged);
        if (merged.Name is null) found.Add(nameof(merged.Name), null, "1 to 255 characters; the default is the Script");
        var line = CommandLine.Resolve(found, merged, _runners);

        if (found.Found.Count == 0) OptionConflicts.Check(found, merged);

        errors = found.Found;
        spec = errors.Count == 0 ? Specify(merged, line!) : null;
        return spec is not null;
    }

    private static ChildSpec Specify(ChildOptions merged, CommandLine line)
    {
        var current = Inherited.WorkingDirectory;
        var directory = merged.WorkingDirectory is { } given ? Path.GetFullPath(given, current) : null;
        var monitor = merged.Monitor ?? (merged.Script is { } script ? MonitorTarget.Path(script) : MonitorTarget.None);
        return new ChildSpec(merged with
        {
            Kind = KindDefaults.KindOf(merged),
            Run = null, // said by the command now
            Command = line.Command,
            Args = line.Args,
            Environment = EnvironmentNames.Copy(merged.Environment!),
            WorkingDirectory = directory,
            Monitor = monitor == MonitorTarget.None ? monitor : MonitorTarget.Paths([.. monitor.Locations.Select(path => Absolute(path, directory ?? current))]),
        }, line.Script);
    }

    private static string Absolute(string monitored, string directory) =>
        !MonitoredFiles.IsLeftOut(monitored) ? Path.GetFullPath(monitored, directory)
        : monitored.Contains('/', StringComparison.Ordinal) ? "!" + Path.GetFullPath(monitored[1..], directory)
        : "!" + Path.Combine(directory, "**", monitored[1..]);
}
