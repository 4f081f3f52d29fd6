using System.Text;
using Spinner.Processes;

namespace Spinner.Host.Display;

/// <summary>Standard error. Where it takes nothing, what a command ends with says what there is to say.</summary>
static class StandardError
{
    private static readonly Lazy<StreamWriter> Writer = new(static () =>
        new StreamWriter(ConsoleStreams.Error(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });

    /// <summary>Writes; swallows that it cannot be written.</summary>
    public static void Write(Action<TextWriter> write)
    {
        try
        {
            write(Writer.Value);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nowhere else to say it.
        }
    }

    /// <summary>A line of the program's own.</summary>
    public static void WriteLine(string line) => Write(to => to.WriteLine($"spinner: {line}"));
}
