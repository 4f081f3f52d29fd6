using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>The forms of the front door's settings.</summary>
static class FrontDoorForms
{
    private const string Off = "off";
    private const string Json = "json ";

    public static SettingForm Text { get; } = SettingForm.OfText("a text", t => t, v => HoconText.Quote((string)v));

    public static SettingForm TextList { get; } = new("a list of texts", s => Texts(s), v => HoconText.List((IEnumerable<string>)v));

    public static SettingForm TextOrList { get; } = TextList with { Allowed = "a text or a list of texts", Read = s => s.Text is { } text ? [text] : Texts(s) };

    public static SettingForm Number { get; } = SettingForm.OfText(
        "a whole number",
        t => ParseNumber(t),
        v => ((int)v).ToString(CultureInfo.InvariantCulture));

    public static SettingForm NumberOrOff => SettingForms.NumberOrOff;

    public static SettingForm Size => SettingForms.Size;

    public static SettingForm Duration => SettingForms.Duration;

    public static SettingForm DurationOrOff { get; } = SettingForm.OfText(
        $"{DurationText.Allowed}, or off",
        t => t == Off ? FrontDoorRoute.Never : DurationText.Parse(t),
        v => (TimeSpan)v == FrontDoorRoute.Never ? Off : HoconText.Duration((TimeSpan)v));

    public static SettingForm Switch => SettingForms.Switch;

    public static SettingForm By { get; } = SettingForm.OfText(
        "json and the name of a member: json \"model\"",
        t => t.StartsWith(Json, StringComparison.Ordinal) && t[Json.Length..].Trim() is { Length: > 0 } field ? field : null,
        v => $"json {HoconText.Quote((string)v)}");

    public static SettingForm ColdStart { get; } = SettingForm.OfText(
        "hold, page or poke",
        t => t switch { "hold" => ColdStartMode.Hold, "page" => ColdStartMode.Page, "poke" => ColdStartMode.Poke, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    public static SettingForm Audience { get; } = SettingForm.OfText(
        "off, loopback or on",
        t => t switch { Off => ErrorAudience.Off, "loopback" => ErrorAudience.Loopback, "on" => ErrorAudience.On, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    private static SettingForm CertificateFiles { get; } = new("a block with cert and key", Certificate, static _ => null);

    public static SettingForm Certificates { get; } = new(
        "a block of hosts, each with cert and key",
        s => s.Members is { } members && members.Values.All(m => Certificate(m) is not null)
            ? members.ToDictionary(m => m.Key, m => Certificate(m.Value)!, StringComparer.OrdinalIgnoreCase)
            : null,
        v => $"{{\n{string.Concat(((IReadOnlyDictionary<string, FrontDoorCertificate>)v).Select(Write))}}}")
    {
        MayBeSecret = true, Entries = (CertificateFiles, s => s.Members?.Values),
    };

    private static int? ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<string>? Texts(Setting setting) =>
        setting.Items is { } items && items.All(i => i.Text is not null) ? [.. items.Select(i => i.Text!)] : null;

    private static FrontDoorCertificate? Certificate(Setting setting) =>
        setting.Members is { Count: 2 } files && files.GetValueOrDefault("cert")?.Text is { } cert && files.GetValueOrDefault("key")?.Text is { } key
            ? new FrontDoorCertificate(cert, key)
            : null;

    private static string Write(KeyValuePair<string, FrontDoorCertificate> entry) =>
        $"{HoconText.Quote(entry.Key)} {{ cert = {HoconText.Quote(entry.Value.Cert)}, key = {HoconText.Quote(entry.Value.Key)} }}\n";
}
