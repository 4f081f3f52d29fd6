using System.Text;
using Microsoft.Win32.SafeHandles;
using Spinner.Host.Client;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary>
/// The first thing of every command: with fewer descriptors than it takes to load the program .NET fails wherever it happens to be, and mostly says
/// nothing. Needs no library beyond the first.
/// </summary>
static class LeastDescriptors
{
    // As measured, with some to spare: each library that is loaded keeps one.
    private const int OfCommand = 96;

    private const int Error = 2;

    /// <summary>Says that there are too few.</summary>
    /// <returns>With what the program ends then; null: there are enough.</returns>
    public static int? Refuse()
    {
        if (Descriptors.Limit is var limit && limit >= OfCommand) return null;
        var said = $"spinner: {limit} descriptors (ulimit -Hn, LimitNOFILE=) are too few: a command takes {OfCommand}, a daemon more\n";
        try
        {
            using var error = new FileStream(new SafeFileHandle(Error, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(Encoding.UTF8.GetBytes(said));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // There is nowhere else to say it.
        }

        return ExitCodes.Failed;
    }
}
