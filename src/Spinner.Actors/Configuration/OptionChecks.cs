namespace Spinner.Actors.Configuration;

/// <summary>The bounds of options that need more than a range: what is wrong with a value, noted under the name of its option.</summary>
static class OptionChecks
{
    // A variable or an argument: passwords are among them.
    private const string NotShown = "(not shown)";

    public static void Name(OptionErrors errors, string option, object value) => errors.Require(
        value is string { Length: >= 1 and <= 255 } name && PassableText.Is(name), option, value, $"1 to 255 characters, {PassableText.Allowed}");

    public static void NonEmpty(OptionErrors errors, string option, string? value) =>
        errors.Require(value is null || PassableText.IsNonEmpty(value), option, value, PassableText.AllowedNonEmpty);

    public static void Arguments(OptionErrors errors, string option, object value)
    {
        foreach (var (index, argument) in ((IReadOnlyList<string>)value).Index())
            if (!PassableText.Is(argument)) errors.AddShown($"{option}[{index}]", NotShown, PassableText.Allowed);
    }

    /// <summary>A program and its arguments.</summary>
    public static void Words(OptionErrors errors, string option, object value)
    {
        var words = (IReadOnlyList<string>)value;
        var program = words.Count > 0 ? words[0] : null;
        errors.Require(PassableText.IsNonEmpty(program ?? ""), option, program, "a program and its arguments");
        Arguments(errors, option, words);
    }

    public static void Variables(OptionErrors errors, string option, object value)
    {
        foreach (var (name, text) in (IReadOnlyDictionary<string, string>)value)
        {
            // What stands behind the sign may be meant as the value.
            var shown = name.IndexOf('=') is >= 0 and var sign ? name[..(sign + 1)] + "…" : name;
            errors.Require(
                PassableText.IsNonEmpty(name) && !name.Contains('='), option, shown, $"names of {PassableText.AllowedNonEmpty}, without '='");
            if (PassableText.Is(text)) continue;
            errors.AddShown($"{option}[{OptionError.Format(name)}]", NotShown, PassableText.Allowed);
        }
    }

    public static void Target(OptionErrors errors, string option, object value)
    {
        if (value is OutputTarget target && target == OutputTarget.File(target.ToString()))
            errors.Require(PassableText.IsNonEmpty(target.ToString()), option, target, $"a file path of {PassableText.AllowedNonEmpty}");
    }

    public static void ExitCodes(OptionErrors errors, string option, object value)
    {
        foreach (var (index, code) in ((IReadOnlyList<int>)value).Index())
            errors.Require(code is >= 0 and <= 255, $"{option}[{index}]", code, "exit codes, 0 to 255");
    }

    public static void PositiveOrNever(OptionErrors errors, string option, object value) => InRangeOrNever(errors, option, value, DurationRange.Positive);

    /// <summary>A second at least.</summary>
    public static void LongOrNever(OptionErrors errors, string option, object value) => InRangeOrNever(errors, option, value, DurationRange.Tolerance);

    private static void InRangeOrNever(OptionErrors errors, string option, object value, DurationRange range)
    {
        if (value is TimeSpan time && (time == ChildOptions.Never || range.Contains(time))) return;
        errors.Add(new OptionError(option, OptionError.Format(value), $"{range.Allowed}, or ChildOptions.Never (-1 ms)") { AllowedInFile = $"{range.Allowed}, or off" });
    }

    public static Action<OptionErrors, string, object> OneOf<T>(IReadOnlyList<T> values, string allowed) =>
        (errors, option, value) => errors.Require(value is T given && values.Contains(given), option, value, allowed);
}
