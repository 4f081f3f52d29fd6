namespace Spinner.FrontDoor.Server;

/// <summary>
/// How many connections the door takes at a time. A process without a free descriptor cannot make a thread, and .NET ends one that wants to: idle
/// strangers must not bring that about.
/// </summary>
static class ConnectionLimit
{
    // The process itself, its children's pipes and sockets, and what the next ones need.
    private const long Reserve = 320;

    private const long Least = 32;
    private const string Line = "Max open files";

    /// <summary>Half of what is left: a request in a child needs a connection to it as well.</summary>
    public static long Of(long files) => Math.Max(Least, (files - Reserve) / 2);

    /// <summary>That of this process; null: nothing says how many files it may open, or as many as it likes.</summary>
    public static long? Here()
    {
        try
        {
            // proc(5): name, soft limit, hard limit, unit. .NET has made the soft one as large as the hard one.
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal));
            return long.TryParse(line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], out var files) ? Of(files) : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // Another system, or a /proc that is not there.
            return null;
        }
    }
}
