using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Spinner.Host.Control;

/// <summary>What a reader of logs asked for.</summary>
/// <param name="Tail">Lines of the past, of each child.</param>
/// <param name="Follow">Go on with what is written.</param>
/// <param name="Raw">As it was written.</param>
sealed record LogQuery(int Tail, bool Follow, bool Raw)
{
    private const int DefaultTail = 100;

    /// <summary>For messages.</summary>
    public static string Allowed { get; } = $"allowed: tail=0 to {StreamRoutes.MaxTail}, follow=true or false, raw=true or false";

    /// <returns>Null when it makes no sense.</returns>
    public static LogQuery? Read(HttpRequest request)
    {
        var (tail, follow, raw) = (Number(request.Query["tail"].FirstOrDefault()), Switch(request.Query["follow"].FirstOrDefault()),
            Switch(request.Query["raw"].FirstOrDefault()));
        return tail is { } lines && follow is { } goesOn && raw is { } asItIs ? new LogQuery(lines, goesOn, asItIs) : null;
    }

    private static int? Number(string? text) => text is null
        ? DefaultTail
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= StreamRoutes.MaxTail ? number : null;

    private static bool? Switch(string? text) => text switch { null or "false" or "0" => false, "" or "true" or "1" => true, _ => null };
}
