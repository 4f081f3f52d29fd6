using System.Globalization;
using Spinner.Control.Contract;

namespace Spinner.Host.Display;

/// <summary>A problem for people: why, how it ended, what it said, what to do next.</summary>
static class ProblemText
{
    private const int Tail = 10;

    public static void Write(TextWriter to, Problem problem)
    {
        var name = problem.Name is { } child ? $"{Cells.Printable(child)}: " : "";
        if (problem.Errors is { Count: > 1 } errors) to.WriteLine(
            $"spinner: {name}{errors.Count} mistakes{string.Concat(errors.Select(e => $"\n  {Cells.Printable(e)}"))}");
        else to.WriteLine($"spinner: {name}{Cells.Printable(problem.Detail)}{(problem.Failure.Length > 0 ? $" ({problem.Failure})" : "")}");
        if (problem.LastExit is { } exit) to.WriteLine(
            $"  its last process ended with {exit.Text}{(problem.Attempts > 1 ? $", after {problem.Attempts} attempts" : "")}");
        foreach (var line in problem.ErrorTail.TakeLast(Tail)) to.WriteLine($"  | {Cells.Printable(line)}");
        if (Next(problem) is { } next) to.WriteLine($"  next: {next}");
    }

    private static string? Next(Problem problem) => problem.Failure switch
    {
        "noSuchChild" => "`spinner list` shows the names there are; `spinner start NAME -- COMMAND` runs something new",
        "exitedBeforeReady" or "crashLoop" =>
            $"`spinner logs {Quoted(problem)}` shows all it wrote{Again(problem)}",
        "startTimedOut" when !problem.Detail.Contains("listen", StringComparison.Ordinal) => $"`spinner logs {Quoted(problem)}` shows what it wrote",
        "startTimedOut" => $"does it listen on the address in its variable PORT? `spinner logs {Quoted(problem)}` shows what it wrote",
        "faulted" => $"`spinner restart {Quoted(problem)}` tries at once{At(problem)}",
        "spawnFailed" when problem.Detail.Contains("xec format", StringComparison.Ordinal) =>
            "does the file begin with #! and nothing before it, or is it a program for another machine?",
        "spawnFailed" when problem.Detail.Contains("interpreter", StringComparison.Ordinal) =>
            "check the path, and what follows #! in the first line of the file; a carriage return at its end belongs to the name",
        "spawnFailed" when problem.Detail.Contains("Delegate=yes", StringComparison.Ordinal) => "`spinner unit --delegate` writes such a unit",
        "spawnFailed" when problem.Detail.Contains("is to ", StringComparison.Ordinal) => null,
        "spawnFailed" => "check command, cwd and permissions",
        "endpointTaken" or "noEndpoint" => "end the other program, or choose another endpoint",
        "unkillable" => "its process is stuck in the kernel, or has become another user's; look at the pids with `ps`",
        "shuttingDown" => "the daemon is ending; start it again with `spinner up`",
        _ => null,
    };

    // A child that failed at its first start is forgotten: there is nothing to restart.
    private static string Again(Problem problem) => problem.RetryAt is null
        ? "" : $"; `spinner restart {Quoted(problem)}` tries again{At(problem)}";

    // As a shell takes it.
    private static string Quoted(Problem problem) => problem.Name is { } name && name.All(c =>
        char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
        ? name
        : $"'{Cells.Printable(problem.Name ?? "").Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string At(Problem problem) => problem.RetryAt is { } at && at > TimeProvider.System.GetUtcNow()
        ? $", a start does from {at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} on" : "";
}
