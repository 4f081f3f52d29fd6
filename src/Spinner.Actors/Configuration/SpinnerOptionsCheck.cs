namespace Spinner.Actors.Configuration;

/// <summary>Looks at everything that is known when a spinner is created: its own options, the defaults, the declared children.</summary>
static class SpinnerOptionsCheck
{
    /// <returns>Every mistake; empty when there is none.</returns>
    public static IReadOnlyList<OptionError> Validate(SpinnerOptions options)
    {
        var errors = new OptionErrors();
        CheckOwn(errors, options);
        var wrongDefaults = new OptionErrors();
        CheckDefaults(wrongDefaults, options.Defaults);
        errors.AddRange(nameof(SpinnerOptions.Defaults), wrongDefaults.Found);
        CheckChildren(errors, options, wrongDefaults.Found);
        return errors.Found;
    }

    /// <summary>The spinner's own options, each by itself.</summary>
    public static void CheckOwn(OptionErrors errors, SpinnerOptions options)
    {
        DurationRange.FromZero.Check(errors, nameof(options.DrainTimeout), options.DrainTimeout);
        errors.Require(options.MaxRunning is null or ChildOptions.Unlimited or >= 1 and <= 100_000, nameof(options.MaxRunning), options.MaxRunning, "1 to 100000, or off");
        errors.Require(options.MemoryBudget?.IsRight != false, nameof(options.MemoryBudget), options.MemoryBudget, "1MiB to 16TiB, 1% to 100%, or off");
        foreach (var (name, group) in options.Room)
        {
            var option = $"{nameof(options.Room)}[{OptionError.Format(name)}]";
            errors.Require(PassableText.IsNonEmpty(name), option, name, $"as a name {PassableText.AllowedNonEmpty}");
            errors.Require(group?.Running is >= 1 and <= 100_000, $"{option}.{nameof(group.Running)}", group?.Running, "1 to 100000");
            errors.Require(
                group is { Members.Count: > 0 } && group.Members.All(PassableText.IsNonEmpty) && group.Members.Distinct(StringComparer.Ordinal).Count() == group.Members.Count,
                $"{option}.{nameof(group.Members)}", string.Join(", ", group?.Members ?? []), "names of children, at least one, each once");
        }
        errors.Require(options.RunDirectory is null || PassableText.IsNonEmpty(options.RunDirectory),
            nameof(options.RunDirectory), options.RunDirectory, PassableText.AllowedNonEmpty);
        errors.Require(options.StateDirectory is null || PassableText.IsNonEmpty(options.StateDirectory),
            nameof(options.StateDirectory), options.StateDirectory, PassableText.AllowedNonEmpty);
        foreach (var (extension, line) in options.Runners)
        {
            var option = $"{nameof(options.Runners)}[{OptionError.Format(extension)}]";
            errors.Require(RunnerTable.IsValid(extension, line), option, string.Join(' ', line ?? []), RunnerTable.AllowedEntry);
        }
    }

    /// <summary>The defaults, each by itself.</summary>
    public static void CheckDefaults(OptionErrors found, ChildOptions defaults)
    {
        const string Unset = "nothing: it belongs to one child";
        found.Require(defaults.Name is null, nameof(defaults.Name), defaults.Name, Unset);
        found.Require(defaults.Args is null, nameof(defaults.Args), string.Join(' ', defaults.Args ?? []), Unset);
        found.Require(defaults.Script is null, nameof(defaults.Script), defaults.Script, Unset);
        found.Require(defaults.Run is null, nameof(defaults.Run), defaults.Run, Unset);
        if (defaults.Needs is not null) found.AddShown(nameof(defaults.Needs), "given", Unset);
        ChildOptionTable.Check(found, OfAll(defaults));
    }

    /// <summary>A declared child in messages.</summary>
    public static string PlaceOf(string name) => $"{nameof(SpinnerOptions.Children)}[{OptionError.Format(name)}]";

    /// <summary>What is wrong with the defaults is wrong in every child too, and told only once.</summary>
    private static void CheckChildren(OptionErrors errors, SpinnerOptions options, IReadOnlyList<OptionError> wrongDefaults)
    {
        var reader = new ChildSpecReader(options with { Defaults = OfAll(options.Defaults) });
        var specs = new Dictionary<string, ChildSpec>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, child) in options.Children.Index())
        {
            var name = child.DeclaredName();
            var where = name is null ? $"{nameof(options.Children)}[#{index}]" : PlaceOf(name);
            if (reader.TryRead(child, out var spec, out var found)) specs.TryAdd(spec.Name, spec);
            errors.AddRange(where, found.Except(wrongDefaults));
            errors.Require(name is null || names.Add(name), $"{where}.{nameof(child.Name)}", name, "a name no other child has");
        }
        // What is wrong by itself may be what others need: told of once, it is looked at again when it is mended.
        if (specs.Count == options.Children.Count) NeedCheck.CheckAll(errors, specs, PlaceOf);
    }

    private static ChildOptions OfAll(ChildOptions defaults) => defaults with { Name = null, Args = null, Script = null, Run = null, Needs = null };
}
