using System.Globalization;

namespace Spinner.Host.Logs;

/// <summary>What a reader of a log gets.</summary>
/// <param name="Text">A line of the child, or, where <paramref name="IsMissed"/>, words about what is gone.</param>
/// <param name="IsMissed">Here lines fell out of the oldest file before this reader came to them.</param>
readonly record struct LogLine(string Text, bool IsMissed = false)
{
    /// <summary>So many files are gone.</summary>
    public static LogLine Missed(long files) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{files} full log files were dropped before they were read"), IsMissed: true);
}
