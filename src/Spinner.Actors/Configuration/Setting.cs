namespace Spinner.Actors.Configuration;

/// <summary>What stands at one place of a configuration, whatever it is written in: a text, a list, or a block of named settings.</summary>
/// <param name="Path">The place, as its reader would write it.</param>
sealed record Setting(string Path)
{
    /// <summary>Null unless it is a text; numbers and switches are texts too.</summary>
    public string? Text { get; init; }

    /// <summary>Null unless it is a list.</summary>
    public IReadOnlyList<Setting>? Items { get; init; }

    /// <summary>Null unless it is a block.</summary>
    public IReadOnlyDictionary<string, Setting>? Members { get; init; }

    /// <summary>An empty text: as if nothing stood here.</summary>
    public bool IsNotGiven => Text is "";

    /// <summary>For messages about what may be a secret: whoever wrote it to the wrong place did not mean it to be shown.</summary>
    public string Kind => Text is not null ? "a text" : Members is not null ? "a block" : "a list";

    /// <summary>For messages.</summary>
    public string Format() => Text is not null ? OptionError.FormatGiven(Text) : Kind;
}
