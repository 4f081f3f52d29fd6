namespace Spinner.Actors.Configuration;

/// <summary>How values of one kind are written in settings.</summary>
/// <param name="Allowed">For messages.</param>
/// <param name="Read">The value; null when the setting is none of this form.</param>
/// <param name="Write">The value as HOCON; null when it exists in C# only.</param>
sealed record SettingForm(string Allowed, Func<Setting, object?> Read, Func<object, string?> Write)
{
    /// <summary>Whether a text in its place may be a secret that somebody wrote down wrong: then no message shows it.</summary>
    public bool MayBeSecret { get; init; }

    /// <summary>The form of its entries, and where these stand; null: it has none.</summary>
    public (SettingForm Form, Func<Setting, IEnumerable<Setting>?> Of)? Entries { get; init; }

    /// <summary>Where something else stands than may: the first wrong entry, else the whole.</summary>
    /// <param name="setting">What is none of this form.</param>
    public (Setting Place, SettingForm Expected) Misfit(Setting setting) =>
        Entries is var (form, of) && of(setting)?.FirstOrDefault(entry => form.Read(entry) is null) is { } wrong ? form.Misfit(wrong) : (setting, this);

    /// <summary>A form of plain text.</summary>
    public static SettingForm OfText(string allowed, Func<string, object?> read, Func<object, string?> write) =>
        new(allowed, setting => setting.Text is { } text ? read(text) : null, write);
}
