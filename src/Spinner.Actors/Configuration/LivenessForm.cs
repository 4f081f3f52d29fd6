using System.Globalization;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>How it is found out whether a child is well, as it is written in settings: a word, or a block.</summary>
static class LivenessForm
{
    private const string Off = "off";
    private const string Tcp = "tcp";
    private const string Notify = "notify";
    private const string Http = "http";
    private const string Exec = "exec";
    private const string Command = "command";
    private const string Every = "every";
    private const string Timeout = "timeout";
    private const string Failures = "failures";

    public static SettingForm Form { get; } = new(
        "off, tcp, notify, or a block with one of http { path, status }, exec { command }, tcp = on and notify = on; beside it every and timeout, durations, "
        + "and failures, a whole number",
        Read, v => Write((Liveness)v));

    private static Liveness? Read(Setting setting)
    {
        if (setting.Text is { } word) return word switch { Off => Liveness.Off, Tcp => Liveness.Tcp, Notify => Liveness.Notify, _ => null };
        if (setting.Members is not { } block) return null;
        var given = block.Where(m => !m.Value.IsNotGiven).Select(m => m.Key.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        if (!given.IsSubsetOf([Http, Exec, Tcp, Notify, Every, Timeout, Failures]) || given.Intersect([Http, Exec, Tcp, Notify]).Count() != 1) return null;
        return ReadCheck(block) is { } live ? ReadTimes(block, live) : null;
    }

    private static Liveness? ReadCheck(IReadOnlyDictionary<string, Setting> block)
    {
        if (SettingBlock.Find(block, Http) is { } http)
            return http.Members is { } members && ReadinessForm.ReadHttp(members) is { } asked ? Liveness.Http(asked.Path, asked.Status) : null;
        if (SettingBlock.Find(block, Exec) is { } exec)
            return exec.Members is { Count: 1 } members && SettingBlock.Find(members, Command) is { } command
                && SettingForms.TextList.Read(command) is IReadOnlyList<string> { Count: > 0 } words
                    ? Liveness.Exec(words[0], [.. words.Skip(1)])
                    : null;
        if (SettingBlock.Find(block, Tcp) is { } tcp) return IsOn(tcp) ? Liveness.Tcp : null;
        return SettingBlock.Find(block, Notify) is { } notify && IsOn(notify) ? Liveness.Notify : null;
    }

    private static Liveness? ReadTimes(IReadOnlyDictionary<string, Setting> block, Liveness live)
    {
        if (SettingBlock.Find(block, Every) is { } every)
        {
            if (SettingForms.Duration.Read(every) is not TimeSpan span) return null;
            live = live with { Every = span };
        }
        if (SettingBlock.Find(block, Timeout) is { } timeout)
        {
            if (SettingForms.Duration.Read(timeout) is not TimeSpan span) return null;
            live = live with { Timeout = span };
        }
        if (SettingBlock.Find(block, Failures) is not { } failures) return live;
        return SettingForms.Number.Read(failures) is int number ? live with { Failures = number } : null;
    }

    private static bool IsOn(Setting setting) => SettingForms.Switch.Read(setting) is true;

    private static string Write(Liveness live) => live.Check switch
    {
        null => Off,
        HttpReadiness http => Block(live, $"{Http} {{ path = {HoconText.Quote(http.Path)}, status = {HoconText.Quote(http.Status.ToString())} }}"),
        ExecReadiness exec => Block(live, $"{Exec} {{ {Command} = {HoconText.List(exec.Args.Prepend(exec.Command))} }}"),
        var check => Block(live, $"{(check == Readiness.Notify ? Notify : Tcp)} = on"),
    };

    private static string Block(Liveness live, string check) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\n{check}\n{Every} = {HoconText.Duration(live.Every)}\n{Timeout} = {HoconText.Duration(live.Timeout)}\n{Failures} = {live.Failures}\n}}");
}
