namespace Spinner.Actors.Configuration;

/// <summary>Whether this system can find out what is to make a child ready.</summary>
static class ReadinessCheck
{
    public static void Check(OptionErrors errors, Readiness? ready)
    {
        if (ready is HttpReadiness http)
            errors.Require(
                IsPath(http.Path), nameof(ChildOptions.Ready), http.Path, "a path that begins with / and has no spaces, no # and none but ASCII characters");
        else if (ready is LogReadiness log && LogReadiness.ErrorOf(log.Pattern) is { } wrong)
            errors.Add(nameof(ChildOptions.Ready), log.Pattern, $"a regular expression without lookarounds and backreferences ({wrong})");
        else if (ready is ExecReadiness exec)
            CheckExec(errors, exec);
        else if (ready == Readiness.Notify)
            errors.Require(OperatingSystem.IsLinux(), nameof(ChildOptions.Ready), ready, "listen, alive, exit, http { path, status }, log { pattern }, exec { command, every }; notify only on Linux");
    }

    private static void CheckExec(OptionErrors errors, ExecReadiness exec)
    {
        OptionChecks.Words(errors, nameof(ChildOptions.Ready), exec.Args.Prepend(exec.Command).ToList());
        DurationRange.Positive.Check(errors, nameof(ChildOptions.Ready), exec.Every);
    }

    private static bool IsPath(string? path) =>
        path is not null && path.StartsWith('/') && path.All(c => c is > ' ' and < '\x7f' and not '#')
        && Uri.TryCreate("http://localhost" + path, UriKind.Absolute, out _);
}
