using System.Globalization;

namespace Spinner.Processes;

/// <summary>What <c>/proc/&lt;pid&gt;/stat</c> says of a process. A value.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Program">Its name, at most 15 bytes, as the process chose it.</param>
/// <param name="State">One letter: <c>R S D T t Z X I</c>.</param>
/// <param name="Parent">The parent's process id; 0 for the first process.</param>
/// <param name="Group">The process group.</param>
/// <param name="Session">The session.</param>
internal readonly record struct ProcessStat(int Pid, string Program, char State, int Parent, int Group, int Session)
{
    /// <summary>It has exited and waits to be reaped: it holds nothing any more.</summary>
    internal bool IsDead => State is 'Z' or 'X';

    /// <summary>Reads it; null when the process is gone, hidden from us or the system has no <c>/proc</c>.</summary>
    internal static ProcessStat? TryRead(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Processes end while one looks at them: absence is an answer here.
            return null;
        }
    }

    // A program may call itself "x) Z 1 (": only what follows the last parenthesis is the kernel's own.
    internal static ProcessStat? Parse(int pid, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 0 || close < open || close + 2 >= text.Length) return null;
        var fields = text[(close + 2)..].Split(' ', 5);
        if (fields.Length < 4) return null;
        return new ProcessStat(pid, text[(open + 1)..close], fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[3]));
    }

    internal ListenerOwner ToOwner() => new(Pid, Program);

    private static int Number(string field) => int.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
