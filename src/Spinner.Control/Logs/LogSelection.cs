using System.Text.RegularExpressions;

namespace Spinner.Control.Logs;

/// <summary>Which lines of a log somebody wants. By default all that are kept.</summary>
sealed record LogSelection
{
    /// <summary>Of what fits only so many, the latest; null: all.</summary>
    public int? Tail { get; init; }

    /// <summary>Go on when the end is reached.</summary>
    public bool Follow { get; init; }

    /// <summary>Only what was read then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only one stream: true is stderr.</summary>
    public bool? IsError { get; init; }

    /// <summary>Only lines that it matches, without their control sequences.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Whether every line has to be looked at.</summary>
    public bool IsFiltered => Since is not null || IsError is not null || Pattern is not null;

    /// <summary>A line of which time or stream is not known fits none that asks for one.</summary>
    public bool Fits(LogLine line) =>
        (Since is null || line.Stamp?.Time >= Since)
        && (IsError is null || line.Stamp?.IsError == IsError)
        && Pattern?.IsMatch(TerminalText.Plain(line.Text)) != false;
}
