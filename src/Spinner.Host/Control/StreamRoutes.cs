using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Host.Contract;
using Spinner.Host.Display;
using Spinner.Host.Logs;

namespace Spinner.Host.Control;

/// <summary>The routes that go on until the reader goes or the spinner ends.</summary>
/// <param name="spinner">Whose events.</param>
/// <param name="logs">Whose lines.</param>
/// <param name="clock">The time of what these routes say themselves.</param>
/// <param name="ended">Fires when the spinner has ended.</param>
sealed class StreamRoutes(LocalSpinner spinner, ChildLogs logs, TimeProvider clock, CancellationToken ended)
{
    /// <summary>The event that says what a slow reader did not get.</summary>
    public const string Missed = "missed";

    private const int DefaultTail = 100;

    /// <summary>The most lines of the past one may ask for.</summary>
    public const int MaxTail = 1_000_000;

    private readonly EventStream _events = new(spinner, clock);

    public async Task EventsAsync(HttpContext context)
    {
        if (EventNumber.TryRead(context.Request, out var last)) await ServerEvents.WriteAsync(context, token => _events.ReadAsync(last, token));
        else await Problems.Answer(Problems.Invalid([$"Last-Event-ID or after is wrong; allowed: {EventNumber.Allowed}"])).ExecuteAsync(context);
    }

    public async Task LogsAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        var query = context.Request.Query;
        var (tail, follow) = (Number(query["tail"].FirstOrDefault()), Switch(query["follow"].FirstOrDefault()));
        var raw = Switch(query["raw"].FirstOrDefault());
        if (tail is null || follow is null || raw is null)
        {
            await Problems.Answer(Problems.Invalid([$"allowed: tail=0 to {MaxTail}, follow=true or false, raw=true or false"])).ExecuteAsync(context);
            return;
        }

        // Of a child that failed at its first start, or was removed, the files are left.
        var isKnown = await spinner.GetAsync(name, context.RequestAborted) is not null;
        if (!isKnown && (follow.Value || !logs.HasFile(name))) await Problems.Answer(Problems.NoSuchChild(name)).ExecuteAsync(context);
        else await ServerEvents.WriteAsync(context, token => LinesAsync(name, tail.Value, follow.Value, raw.Value, token));
    }

    // An event has no carriage return in it: a line as it was written goes as JSON.
    private async IAsyncEnumerable<SseItem<string>> LinesAsync(string name, int tail, bool follow, bool raw,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (text, isMissed) in LogReader.ReadAsync(logs.Of(name), tail, follow, ended, cancellationToken))
        {
            yield return isMissed ? new SseItem<string>(text, Missed)
                : new SseItem<string>(raw ? JsonSerializer.Serialize(text, ContractJson.Readable.String) : TerminalText.Plain(text));
        }
    }

    private static int? Number(string? text) => text is null
        ? DefaultTail
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxTail ? number : null;

    private static bool? Switch(string? text) => text switch { null or "false" or "0" => false, "" or "true" or "1" => true, _ => null };
}
