using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>What is said of a failure that nobody expected: what it was, in a line, and no stack.</summary>
static class LastWord
{
    /// <returns>With what the program ends.</returns>
    public static int Say(Exception unexpected)
    {
        var cause = unexpected.GetBaseException();
        var what = cause is IOException or UnauthorizedAccessException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        StandardError.Say(Cells.Printable(what));
        return ExitCodes.Failed;
    }
}
