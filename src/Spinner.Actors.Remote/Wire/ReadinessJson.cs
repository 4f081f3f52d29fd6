using System.Globalization;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Wire;

/// <summary><c>listen</c>, <c>notify</c>, <c>alive</c>, <c>exit</c>, <c>http 200-399 /path</c>, or <c>log pattern</c>.</summary>
sealed class ReadinessJson : TextJson<Readiness>
{
    private const string Http = "http";
    private const string Log = "log";

    protected override object? ParseText(string text) => text.Split(' ', 3) switch
    {
        [Log, ..] when text.Length > Log.Length => Readiness.Log(text[(Log.Length + 1)..]),
        ["listen"] => Readiness.Listen,
        ["notify"] => Readiness.Notify,
        ["alive"] => Readiness.Alive,
        ["exit"] => Readiness.Exit,
        [Http, var status, var path] => StatusRange.TryParse(status, out var range) ? Readiness.Http(path, range) : null,
        _ => null,
    };

    protected override string? Format(Readiness value) => value switch
    {
        HttpReadiness http => string.Create(CultureInfo.InvariantCulture, $"{Http} {http.Status.First}-{http.Status.Last} {http.Path}"),
        LogReadiness log => $"{Log} {log.Pattern}",
        _ => value.ToString(),
    };
}
