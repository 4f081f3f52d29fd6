using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Spinner.Control.Http;

/// <summary>
/// The id of an event: its number, behind a mark of the daemon that counted it. The next daemon counts from 1 again and has another mark.
/// </summary>
/// <param name="Mark">Of which daemon; null: not said, a plain number.</param>
/// <param name="Sequence">The number.</param>
readonly record struct EventNumber(string? Mark, long Sequence)
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "the id or the number of an event";

    /// <summary>As it stands in <c>id</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark}-{Sequence}");

    /// <summary>The last event the reader has seen: the header <c>Last-Event-ID</c>, or the query <c>after</c>; null when there is none.</summary>
    /// <returns>False when it is no number.</returns>
    public static bool TryRead(HttpRequest request, out EventNumber? last)
    {
        last = null;
        var text = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"].FirstOrDefault();
        if (string.IsNullOrEmpty(text)) return true;
        var dash = text.LastIndexOf('-');
        if (!long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        last = new EventNumber(dash < 0 ? null : text[..dash], number);
        return true;
    }
}
