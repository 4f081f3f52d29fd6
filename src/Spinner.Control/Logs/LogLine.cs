using System.Globalization;
using System.Text;
using Spinner.Control.Contract;

namespace Spinner.Control.Logs;

/// <summary>What a reader of a log gets.</summary>
/// <param name="Text">A line of the child, or, where <paramref name="IsMissed"/>, words about what is gone.</param>
/// <param name="IsMissed">Here lines fell out of the oldest file before this reader came to them.</param>
readonly record struct LogLine(string Text, bool IsMissed = false)
{
    /// <summary>When it was read, its number, its stream; null: nobody knows.</summary>
    public LogStamp? Stamp { get; init; }

    /// <summary>A line of a file.</summary>
    public static LogLine Read(ReadOnlySpan<byte> line)
    {
        var stamp = LogStamp.Read(line, out var length);
        return new LogLine(Encoding.UTF8.GetString(line[length..])) { Stamp = stamp };
    }

    /// <summary>As the API shows it.</summary>
    /// <param name="child">Whose it is.</param>
    /// <param name="text">Its text, as its reader wants it.</param>
    public LogLineView View(string child, string text) => new(child, text)
    {
        Time = Stamp?.Time, Stream = Stamp?.Stream, Number = Stamp is { Number: > 0 and var number } ? number : null,
    };

    /// <summary>So many files are gone.</summary>
    public static LogLine Missed(long files) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{files} full log files were dropped before they were read"), IsMissed: true);
}
