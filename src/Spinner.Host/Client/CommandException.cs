using Spinner.Host.Contract;

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
}
