using System.Globalization;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>The forms of all our settings.</summary>
static class SettingForms
{
    private const string Off = "off";

    public static SettingForm Text { get; } = SettingForm.OfText("a text", t => t, v => HoconText.Quote((string)v));

    public static SettingForm TextList { get; } = new("a list of texts", s => Texts(s), v => HoconText.List((IEnumerable<string>)v))
    {
        MayBeSecret = true, Entries = (Text, s => s.Items),
    };

    public static SettingForm TextByName { get; } = new(
        "a block of names and texts",
        s => s.Members is { } members && members.Values.All(m => m.Text is not null)
            ? EnvironmentNames.Copy(members.ToDictionary(m => m.Key, m => m.Value.Text!, StringComparer.Ordinal))
            : null,
        v => Block(((IReadOnlyDictionary<string, string>)v).Select(e => (e.Key, HoconText.Quote(e.Value)))))
    {
        MayBeSecret = true, Entries = (Text, s => s.Members?.Values),
    };

    public static SettingForm ListByName { get; } = new(
        "a block of names and lists of texts",
        s => s.Members is { } members && members.Values.All(m => Texts(m) is not null)
            ? members.ToDictionary(m => m.Key, m => (IReadOnlyList<string>)Texts(m.Value)!, StringComparer.Ordinal)
            : null,
        v => Block(((IReadOnlyDictionary<string, IReadOnlyList<string>>)v).Select(e => (e.Key, HoconText.List(e.Value)))))
    {
        MayBeSecret = true, Entries = (TextList, s => s.Members?.Values),
    };

    public static SettingForm Number { get; } = SettingForm.OfText(
        "a whole number",
        t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        v => ((int)v).ToString(CultureInfo.InvariantCulture));

    public static SettingForm NumberOrOff { get; } = SettingForm.OfText(
        "a whole number, or off",
        t => t == Off ? ChildOptions.Unlimited : int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        v => (int)v == ChildOptions.Unlimited ? Off : ((int)v).ToString(CultureInfo.InvariantCulture));

    public static SettingForm Mode { get; } = SettingForm.OfText(
        "three octal digits, as in 027, or a 0 before them",
        t => t.Length is >= 3 and <= 4 && t.All(c => c is >= '0' and <= '7') ? (UnixFileMode)Convert.ToInt32(t, 8) : null,
        v => HoconText.Quote(Convert.ToString((int)(UnixFileMode)v, 8).PadLeft(3, '0')));

    public static SettingForm NumberList { get; } = new(
        "a list of whole numbers",
        s => Texts(s) is { } texts && texts.TrueForAll(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? texts.ConvertAll(t => int.Parse(t, NumberStyles.None, CultureInfo.InvariantCulture))
            : null,
        v => $"[{string.Join(", ", ((IEnumerable<int>)v).Select(n => n.ToString(CultureInfo.InvariantCulture)))}]");

    public static SettingForm Size { get; } = SettingForm.OfText(
        SizeText.Allowed, t => SizeText.Parse(t) is { } size and <= int.MaxValue ? (int)size : null, v => HoconText.Size((int)v));

    public static SettingForm LargeSizeOrOff { get; } = SettingForm.OfText(
        $"{SizeText.AllowedLarge}, or off",
        t => t == Off ? (long)ChildOptions.Unlimited : SizeText.Parse(t),
        v => (long)v == ChildOptions.Unlimited ? Off : HoconText.Size((long)v));

    public static SettingForm LargeSize { get; } = SettingForm.OfText(SizeText.AllowedLarge, t => SizeText.Parse(t), v => HoconText.Size((long)v));

    public static SettingForm Budget { get; } = SettingForm.OfText(MemoryBudget.Allowed, MemoryBudget.Parse, v => HoconText.Quote(v.ToString()!));

    public static SettingForm Duration { get; } = SettingForm.OfText(
        DurationText.Allowed, t => DurationText.Parse(t), v => HoconText.Duration((TimeSpan)v));

    public static SettingForm DurationOrOff { get; } = SettingForm.OfText(
        $"{DurationText.Allowed}, or off",
        t => t is Off or "-1" ? ChildOptions.Never : DurationText.Parse(t),
        v => (TimeSpan)v == ChildOptions.Never ? Off : HoconText.Duration((TimeSpan)v));

    public static SettingForm Switch { get; } = SettingForm.OfText(
        "on or off",
        t => t.ToUpperInvariant() switch { "ON" or "TRUE" or "YES" => true, "OFF" or "FALSE" or "NO" => false, _ => null },
        v => (bool)v ? "on" : Off);

    public static SettingForm Engine { get; } = SettingForm.OfText(
        "auto, portable or linux",
        t => t switch { "auto" => EngineChoice.Auto, "portable" => EngineChoice.Portable, "linux" => EngineChoice.Linux, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    public static SettingForm Orphans { get; } = SettingForm.OfText(
        "kill or keep",
        t => t switch { "kill" => OrphanPolicy.Kill, "keep" => OrphanPolicy.Keep, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    public static SettingForm Reload { get; } = SettingForm.OfText(
        "restart or overlap",
        t => t switch { "restart" => ReloadMode.Restart, "overlap" => ReloadMode.Overlap, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    public static SettingForm Kind { get; } = SettingForm.OfText(
        "server, worker or task",
        t => t switch { "server" => ChildKind.Server, "worker" => ChildKind.Worker, "task" => ChildKind.Task, _ => null },
        v => v.ToString()!.ToLowerInvariant());

    public static SettingForm Restart { get; } = SettingForm.OfText(
        "always, on-failure or never",
        t => t switch { "always" => RestartPolicy.Always, "on-failure" => RestartPolicy.OnFailure, "never" => RestartPolicy.Never, _ => null },
        v => v is RestartPolicy.OnFailure ? "on-failure" : v.ToString()!.ToLowerInvariant());

    public static SettingForm Endpoint { get; } = SettingForm.OfText(
        "tcp, unix, pipe, none, a port, the absolute path of a socket, listen-fd, or listen-fd: and one of these",
        t => EndpointSpec.TryParse(t, out var spec) ? spec : null,
        v => HoconText.Quote(v.ToString()!));

    public static SettingForm Signal { get; } = SettingForm.OfText(
        string.Join(", ", StopSignal.Allowed), t => StopSignal.TryParse(t, out var signal) ? signal : null, v => v.ToString());

    public static SettingForm Monitor { get; } = new(
        "a path, or off, or a list of paths and patterns, some of them with a ! for what is left out",
        s => s.Text is { } text ? text == Off ? MonitorTarget.None : MonitorTarget.Path(text)
            : Texts(s) is { } paths && !paths.TrueForAll(MonitoredFiles.IsLeftOut) ? MonitorTarget.Paths(paths) : null,
        v => ((MonitorTarget)v).Locations switch
        {
            [] => Off, [var path] => HoconText.Quote(path == Off ? "./" + path : path), var several => HoconText.List(several),
        });

    public static SettingForm Output { get; } = SettingForm.OfText(OutputText.Allowed, OutputText.Parse, v => OutputText.Write((OutputTarget)v));

    public static SettingForm Ports { get; } = SettingForm.OfText(PortRangeText.Allowed, PortRangeText.Parse, v => HoconText.Quote(v.ToString()!));

    private static List<string>? Texts(Setting setting) =>
        setting.Items is { } items && items.All(i => i.Text is not null) ? [.. items.Select(i => i.Text!)] : null;

    private static string Block(IEnumerable<(string Name, string Value)> entries) =>
        $"{{\n{string.Concat(entries.Select(e => $"{HoconText.Quote(e.Name)} = {e.Value}\n"))}}}";
}
