using System.Text;
using System.Text.Json.Serialization;

namespace Spinner.Processes;

/// <summary>Some of what a child wrote: many lines at a time.</summary>
/// <param name="First">The sequence of the first line, or of the one to come.</param>
/// <param name="Missed">How many lines are missing before it, because the reader came too late; null: nobody knows how many.</param>
/// <param name="Parts">The lines; a new part begins where the stream or the time changes.</param>
sealed record OutputPage(long First, long? Missed, IReadOnlyList<OutputPart> Parts)
{
    /// <summary>The page item by item: what was missed, then the lines.</summary>
    public IEnumerable<ChildOutput> Items()
    {
        if (Missed != 0) yield return new OutputMissed(Missed) { Sequence = First - 1 };
        var sequence = First;
        foreach (var part in Parts)
        {
            for (ReadOnlyMemory<byte> rest = part.Lines; !rest.IsEmpty; sequence++)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var line = end < 0 ? rest : rest[..end];
                yield return new OutputLine(part.IsError, Encoding.UTF8.GetString(line.Span).TrimEnd('\r')) { Sequence = sequence, Time = part.Time };
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }
    }
}

/// <summary>Lines of one stream that were read together.</summary>
/// <param name="IsError">From stderr.</param>
/// <param name="Lines">UTF-8 as the child wrote it; each line has its line end.</param>
sealed record OutputPart(bool IsError, byte[] Lines)
{
    /// <summary>When they were read; null: nobody knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>What a part costs in a page beside its lines, so that a page of many short ones is bounded too.</summary>
    internal const int Cost = 64;
}
