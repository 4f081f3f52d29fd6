namespace Spinner.Actors.Configuration;

/// <summary>How values of one kind are written in settings.</summary>
/// <param name="Allowed">For messages.</param>
/// <param name="Read">The value; null when the setting is none of this form.</param>
/// <param name="Write">The value as HOCON; null when it exists in C# only.</param>
sealed record SettingForm(string Allowed, Func<Setting, object?> Read, Func<object, string?> Write)
{
    /// <summary>Whether a value is one plain text.</summary>
    public bool IsOneText { get; private init; }

    /// <summary>A form of plain text.</summary>
    public static SettingForm OfText(string allowed, Func<string, object?> read, Func<object, string?> write) =>
        new(allowed, setting => setting.Text is { } text ? read(text) : null, write) { IsOneText = true };
}
