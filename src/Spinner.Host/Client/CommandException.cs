using Spinner.Control.Contract;

namespace Spinner.Host.Client;

/// <summary>A command cannot be done; says with what the program ends.</summary>
class CommandException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The daemon has answered with a problem.</summary>
sealed class ProblemException(int exitCode, Problem problem) : CommandException(exitCode, problem.Detail)
{
    public Problem Problem { get; } = problem;

    /// <summary>A name that nobody has.</summary>
    public static ProblemException NoSuchChild(string name) => new(
        ExitCodes.NoSuchChild,
        new Problem { Title = "", Status = 404, Failure = "noSuchChild", Name = name, Detail = $"No child has the name '{name}'." });

    /// <summary>A child that is given up, where one that lives was wanted.</summary>
    public static ProblemException Faulted(ChildView child) => new(
        ExitCodes.Faulted,
        new Problem
        {
            Title = "", Status = 503, Failure = "faulted", Name = child.Name, Detail = $"faulted: {child.Fault?.Detail}",
            RetryAt = child.Fault?.RetryAt, LastExit = child.LastExit, ErrorTail = child.ErrorTail,
        });
}
