using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>What is said of a failure that nobody expected: what it was, in a line, and no stack.</summary>
static class UnexpectedFailure
{
    /// <returns>With what the program ends.</returns>
    public static int Print(Exception unexpected)
    {
        var cause = unexpected.GetBaseException();
        var what = cause is IOException or UnauthorizedAccessException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        StandardError.WriteLine(Cells.Printable(what));
        return ExitCodes.Failed;
    }
}
