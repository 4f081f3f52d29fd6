using System.Runtime.InteropServices;
using System.Text;
using Spinner.Processes;

namespace Spinner.Host.Display;

/// <summary>Standard output, and who notices that nobody reads it any more: Console swallows that, and a stream of events would go on for
/// ever.</summary>
static partial class StandardOutput
{
    private const int Descriptor = 1;
    private const short Error = 8;

    /// <summary>Writes bytes as they are.</summary>
    public static Stream OpenStream() => new OutputStream(ConsoleStreams.OpenStdout());

    /// <summary>Writes UTF-8, each line at once.</summary>
    public static StreamWriter Open() =>
        new(OpenStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    /// <summary>For who writes later, perhaps hours later: what was closed from the start is refused now.</summary>
    /// <exception cref="IOException">It was.</exception>
    public static void RefuseClosed()
    {
        using var output = OpenStream();
        output.Write([]);
    }

    /// <summary>Calls back when the reader of a pipe has gone, even while there is nothing to write.</summary>
    public static void WhenUnread(Action gone)
    {
        if (!OperatingSystem.IsLinux()) return;
        new Thread(() =>
        {
            var asked = new PollRequest { Descriptor = Descriptor };
            while (Poll(ref asked, 1, -1) < 0) { } // interrupted by a signal
            if ((asked.Happened & Error) == 0) return;
            try
            {
                gone();
            }
            catch (ObjectDisposedException)
            {
                // Nothing is written any more.
            }
        }) { IsBackground = true, Name = "spinner stdout" }.Start();
    }

    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollRequest request, nuint count, int timeout);
}
