using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>Looks at every value that is given, each by itself. Null is always right: it means the default.</summary>
static class ChildOptionsCheck
{
    private const int MaxRing = 16 * 1024 * 1024;

    public static void Check(OptionErrors errors, ChildOptions options)
    {
        CheckText(errors, options);
        CheckEnvironment(errors, options.Environment);
        EndpointCheck.Check(errors, options.Endpoint);
        ReadinessCheck.Check(errors, options.Ready);
        CheckTarget(errors, nameof(options.Stdout), options.Stdout);
        CheckTarget(errors, nameof(options.Stderr), options.Stderr);
        CheckNumbers(errors, options);
        CheckDurations(errors, options);
    }

    private static void CheckText(OptionErrors errors, ChildOptions options)
    {
        errors.Require(options.Name is null || (options.Name.Length is >= 1 and <= 255 && PassableText.Is(options.Name)),
            nameof(options.Name), options.Name, $"1 to 255 characters, {PassableText.Allowed}");
        NonEmpty(nameof(options.Command), options.Command);
        NonEmpty(nameof(options.Script), options.Script);
        NonEmpty(nameof(options.WorkingDirectory), options.WorkingDirectory);
        NonEmpty(nameof(options.Monitor), options.Monitor?.Location);
        for (var i = 0; i < options.Args?.Count; i++)
            errors.Require(PassableText.Is(options.Args[i]), $"{nameof(options.Args)}[{i}]", options.Args[i], PassableText.Allowed);

        void NonEmpty(string option, string? value) =>
            errors.Require(value is null || PassableText.IsNonEmpty(value), option, value, PassableText.AllowedNonEmpty);
    }

    private static void CheckEnvironment(OptionErrors errors, IReadOnlyDictionary<string, string>? environment)
    {
        if (environment is null) return;
        foreach (var (name, value) in environment)
        {
            errors.Require(PassableText.IsNonEmpty(name) && !name.Contains('='), nameof(ChildOptions.Environment), name,
                $"names of {PassableText.AllowedNonEmpty}, without '='");
            if (PassableText.Is(value)) continue;
            errors.Add($"{nameof(ChildOptions.Environment)}[{OptionError.Show(name)}]", "(not shown)", PassableText.Allowed);
        }
    }

    private static void CheckTarget(OptionErrors errors, string option, OutputTarget? target)
    {
        if (target is not null && target == OutputTarget.File(target.ToString()))
            errors.Require(PassableText.IsNonEmpty(target.ToString()), option, target, $"a file path of {PassableText.AllowedNonEmpty}");
    }

    private static void CheckNumbers(OptionErrors errors, ChildOptions options)
    {
        errors.Require(options.Attempts is null or >= 1 and <= 100, nameof(options.Attempts), options.Attempts, "1 to 100");
        errors.Require(options.OutputRing is null or >= 0 and <= MaxRing, nameof(options.OutputRing), options.OutputRing, "0 to 16777216 (16 MiB)");
        errors.Require(options.Reload is null || Enum.IsDefined(options.Reload.Value), nameof(options.Reload), options.Reload, "Restart or Overlap");
        errors.Require(options.StopSignal is null || StopSignal.Allowed.Contains(options.StopSignal),
            nameof(options.StopSignal), options.StopSignal, string.Join(", ", StopSignal.Allowed));
    }

    private static void CheckDurations(OptionErrors errors, ChildOptions options)
    {
        DurationRange.Positive.Check(errors, nameof(options.StartTimeout), options.StartTimeout);
        DurationRange.FromZero.Check(errors, nameof(options.StopTimeout), options.StopTimeout);
        DurationRange.Kill.Check(errors, nameof(options.KillTimeout), options.KillTimeout);
        DurationRange.Tolerance.Check(errors, nameof(options.RestartTolerance), options.RestartTolerance);
        DurationRange.FromZero.Check(errors, nameof(options.FaultTimeout), options.FaultTimeout);
        DurationRange.FromZero.Check(errors, nameof(options.DrainTimeout), options.DrainTimeout);
        errors.Require(options.IdleTime is not { } idle || idle == ChildOptions.Never || DurationRange.Positive.Contains(idle),
            nameof(options.IdleTime), options.IdleTime, $"{DurationRange.Positive.Allowed}, or ChildOptions.Never (-1 ms)");
    }
}
