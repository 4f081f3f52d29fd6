namespace Spinner.Actors.Configuration;

/// <summary>What a child needs, as it is written in settings: names, or blocks for what says more.</summary>
static class NeedForm
{
    private const string Name = "name";
    private const string When = "when";
    private const string RestartWith = "restart-with";

    private static SettingForm One { get; } = new(
        "the name of a child, or a block { name, when, restart-with } with started, ready or done, and on or off", Read, v => Write((ChildNeed)v));

    public static SettingForm Form { get; } = new(
        "a list of names of children, or of blocks { name, when, restart-with }",
        setting => setting.Items is { } items && items.Select(Read).ToList() is var needs && needs.TrueForAll(n => n is not null)
            ? needs.ConvertAll(n => n!)
            : null,
        v => $"[{string.Join(", ", ((IEnumerable<ChildNeed>)v).Select(Write))}]")
    {
        Entries = (One, s => s.Items),
    };

    private static ChildNeed? Read(Setting setting)
    {
        if (setting.Text is { } text) return new ChildNeed(text);
        if (setting.Members is not { } block) return null;
        var (name, when, with) = (SettingBlock.Find(block, Name), SettingBlock.Find(block, When), SettingBlock.Find(block, RestartWith));
        // Anything that is none of these would be a mistake nobody hears of.
        if (name?.Text is not { } child || block.Values.Any(m => m != name && m != when && m != with && !m.IsNotGiven)) return null;
        if (ReadWhen(when) is not { } far || ReadSwitch(with) is not { } restarts) return null;
        return new ChildNeed(child) { When = far, RestartWith = restarts };
    }

    private static NeedWhen? ReadWhen(Setting? when) => when is null ? NeedWhen.Ready : when.Text switch
    {
        "started" => NeedWhen.Started,
        "ready" => NeedWhen.Ready,
        "done" => NeedWhen.Done,
        _ => null,
    };

    private static bool? ReadSwitch(Setting? setting) => setting is null ? false : (bool?)SettingForms.Switch.Read(setting);

    private static string Write(ChildNeed need) => need == new ChildNeed(need.Name)
        ? HoconText.Quote(need.Name)
        : $"{{ {Name} = {HoconText.Quote(need.Name)}, {When} = {need.When.ToString().ToLowerInvariant()}, {RestartWith} = {(need.RestartWith ? "on" : "off")} }}";
}
