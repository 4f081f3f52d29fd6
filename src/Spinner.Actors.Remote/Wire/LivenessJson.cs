using System.Globalization;

namespace Spinner.Actors.Remote.Wire;

/// <summary><c>off</c>, or <c>00:00:10 00:00:05 3</c>, the pause, the time-out and the failures, and what is looked at as <see cref="ReadinessJson"/> writes it.</summary>
sealed class LivenessJson : TextJson<Liveness>
{
    protected override object? ParseText(string text)
    {
        if (text == "off") return Liveness.Off;
        if (text.Split(' ', 4) is not [var every, var timeout, var failures, var check]) return null;
        if (!TimeSpan.TryParseExact(every, "c", CultureInfo.InvariantCulture, out var pause)) return null;
        if (!TimeSpan.TryParseExact(timeout, "c", CultureInfo.InvariantCulture, out var limit)) return null;
        if (!int.TryParse(failures, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return Of(ReadinessJson.Parse(check)) is { } live ? live with { Every = pause, Timeout = limit, Failures = number } : null;
    }

    protected override string? Format(Liveness value) => value.Check is { } check
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Every:c} {value.Timeout:c} {value.Failures} {ReadinessJson.Write(check)}")
        : "off";

    private static Liveness? Of(Readiness? check) => check switch
    {
        HttpReadiness http => Liveness.Http(http.Path, http.Status),
        ExecReadiness exec => Liveness.Exec(exec.Command, exec.Args),
        _ when check == Readiness.Listen => Liveness.Tcp,
        _ when check == Readiness.Notify => Liveness.Notify,
        _ => null,
    };
}
