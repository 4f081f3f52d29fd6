using System.Globalization;
using System.Text.Json;

namespace Spinner.Actors.Remote.Wire;

/// <summary><c>listen</c>, <c>notify</c>, <c>alive</c>, <c>exit</c>, <c>http 200-399 /path</c>, <c>log pattern</c>, or <c>exec 00:00:01 ["program","argument"]</c>.</summary>
sealed class ReadinessJson : TextJson<Readiness>
{
    private const string Http = "http";
    private const string Exec = "exec";
    private const string Log = "log";

    /// <summary>Null when the text is none.</summary>
    public static Readiness? Parse(string text) => text.Split(' ', 3) switch
    {
        [Log, ..] when text.Length > Log.Length => Readiness.Log(text[(Log.Length + 1)..]),
        ["listen"] => Readiness.Listen,
        ["notify"] => Readiness.Notify,
        ["alive"] => Readiness.Alive,
        ["exit"] => Readiness.Exit,
        [Exec, var every, var words] => ParseExec(every, words),
        [Http, var status, var path] => StatusRange.TryParse(status, out var range) ? Readiness.Http(path, range) : null,
        _ => null,
    };

    /// <summary>The text of any of them.</summary>
    public static string Write(Readiness value) => value switch
    {
        HttpReadiness http => string.Create(CultureInfo.InvariantCulture, $"{Http} {http.Status.First}-{http.Status.Last} {http.Path}"),
        LogReadiness log => $"{Log} {log.Pattern}",
        ExecReadiness exec => $"{Exec} {exec.Every:c} {JsonSerializer.Serialize([exec.Command, .. exec.Args], WireJson.Default.IReadOnlyListString)}",
        _ => value.ToString(),
    };

    protected override object? ParseText(string text) => Parse(text);

    protected override string? Format(Readiness value) => Write(value);

    private static Readiness? ParseExec(string every, string words) =>
        TimeSpan.TryParseExact(every, "c", CultureInfo.InvariantCulture, out var pause)
        && JsonSerializer.Deserialize(words, WireJson.Default.IReadOnlyListString) is { Count: > 0 } command
            ? Readiness.Exec(command[0], [.. command.Skip(1)], pause)
            : null;
}
