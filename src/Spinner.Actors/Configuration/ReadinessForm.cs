namespace Spinner.Actors.Configuration;

/// <summary>What makes a child ready, as it is written in settings: a word, or a block for what needs more.</summary>
static class ReadinessForm
{
    private const string Exec = "exec";
    private const string Command = "command";
    private const string Every = "every";
    private const string Log = "log";
    private const string Pattern = "pattern";
    private const string Http = "http";
    private const string Path = "path";
    private const string Status = "status";

    public static SettingForm Form { get; } = new(
        "listen, notify, alive, exit, or a block http { path, status } with a path, and a status of 100 to 599 or two of them: 200-399;"
        + " or log { pattern } with a regular expression; or exec { command, every } with a list of texts, and a duration",
        Read, v => Write((Readiness)v));

    private static Readiness? Read(Setting setting)
    {
        if (setting.Text is { } word) return new[] { Readiness.Listen, Readiness.Notify, Readiness.Alive, Readiness.Exit }.FirstOrDefault(r => r.ToString() == word);
        if (setting.Members is not { Count: 1 } block) return null;
        if (SettingBlock.Find(block, Http) is { Members: { } http }) return ReadHttp(http);
        if (SettingBlock.Find(block, Exec) is { Members: { } exec }) return ReadExec(exec);
        return SettingBlock.Find(block, Log) is { Members: { Count: 1 } log } && SettingBlock.Find(log, Pattern)?.Text is { } pattern ? Readiness.Log(pattern) : null;
    }

    /// <returns>Null when the block is none of an answer to a GET.</returns>
    public static HttpReadiness? ReadHttp(IReadOnlyDictionary<string, Setting> http)
    {
        var (path, status) = (SettingBlock.Find(http, Path), SettingBlock.Find(http, Status));
        // Anything that is neither would be a mistake nobody hears of.
        if (path?.Text is not { } text || http.Values.Any(m => m != path && m != status && !m.IsNotGiven)) return null;
        if (status is null) return new HttpReadiness(text, StatusRange.Default);
        return StatusRange.TryParse(status.Text ?? "", out var range) ? new HttpReadiness(text, range) : null;
    }

    private static Readiness? ReadExec(IReadOnlyDictionary<string, Setting> exec)
    {
        var (command, every) = (SettingBlock.Find(exec, Command), SettingBlock.Find(exec, Every));
        if (exec.Values.Any(m => m != command && m != every && !m.IsNotGiven)) return null;
        if (command is null || SettingForms.TextList.Read(command) is not IReadOnlyList<string> { Count: > 0 } words) return null;
        if (every is null) return Readiness.Exec(words[0], [.. words.Skip(1)]);
        return SettingForms.Duration.Read(every) is TimeSpan pause ? Readiness.Exec(words[0], [.. words.Skip(1)], pause) : null;
    }

    private static string Write(Readiness ready) => ready switch
    {
        HttpReadiness http => Block(Http, (Path, HoconText.Quote(http.Path)), (Status, HoconText.Quote(http.Status.ToString()))),
        LogReadiness log => Block(Log, (Pattern, HoconText.Quote(log.Pattern))),
        ExecReadiness exec => Block(Exec, (Command, HoconText.List(exec.Args.Prepend(exec.Command))), (Every, HoconText.Duration(exec.Every))),
        _ => ready.ToString(),
    };

    private static string Block(string name, params IEnumerable<(string Key, string Value)> entries) =>
        $"{{\n{name} {{\n{string.Concat(entries.Select(e => $"{e.Key} = {e.Value}\n"))}}}\n}}";
}
