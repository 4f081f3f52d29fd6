using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Http;
using Spinner.Control.Logs;

namespace Spinner.Control.Routes;

/// <summary>The routes that go on until the reader goes or the spinner ends.</summary>
/// <param name="spinner">Whose events.</param>
/// <param name="logs">Whose lines.</param>
/// <param name="clock">The time of what these routes say themselves.</param>
/// <param name="ended">Fires when the spinner has ended.</param>
sealed class StreamRoutes(LocalSpinner spinner, ChildLogs logs, TimeProvider clock, CancellationToken ended)
{
    /// <summary>The event that says what a slow reader did not get.</summary>
    public const string Missed = "missed";

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
        if (await QueryAsync(context) is not { } query) return;
        if (await NobodyOfAsync([name], query, context.RequestAborted) is { } nobody) await Problems.Answer(Problems.NoSuchChild(nobody)).ExecuteAsync(context);
        else await ServerEvents.WriteAsync(context, token => TextsAsync(name, query, token));
    }

    public async Task AllLogsAsync(HttpContext context)
    {
        if (await QueryAsync(context) is not { } query) return;
        List<string> names = [.. context.Request.Query["name"].OfType<string>().Distinct(StringComparer.Ordinal)];
        if (names is []) names = [.. (await spinner.ListAsync(context.RequestAborted)).Keys.Order(StringComparer.Ordinal)];
        if (await NobodyOfAsync(names, query, context.RequestAborted) is { } nobody) await Problems.Answer(Problems.NoSuchChild(nobody)).ExecuteAsync(context);
        else await ServerEvents.WriteAsync(context, token => LinesAsync(names, query, token));
    }

    /// <summary>Null where it makes no sense, which is answered.</summary>
    private async Task<LogQuery?> QueryAsync(HttpContext context)
    {
        var query = LogQuery.Read(context.Request, clock.GetUtcNow());
        if (query is null) await Problems.Answer(Problems.Invalid([LogQuery.Allowed])).ExecuteAsync(context);
        return query;
    }

    // Of a child that failed at its first start, or was removed, the files are left.
    private async Task<string?> NobodyOfAsync(IReadOnlyList<string> names, LogQuery query, CancellationToken cancellationToken)
    {
        var known = await spinner.ListAsync(cancellationToken);
        return names.FirstOrDefault(name => !known.ContainsKey(name) && (query.Selection.Follow || !logs.HasFile(name)));
    }

    // An event has no carriage return in it: a line as it was written goes as JSON.
    private async IAsyncEnumerable<SseItem<string>> TextsAsync(string name, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (text, isMissed) in LogReader.ReadAsync(logs.Of(name), query.Selection, ended, cancellationToken))
        {
            yield return isMissed ? new SseItem<string>(text, Missed)
                : new SseItem<string>(query.Raw ? JsonSerializer.Serialize(text, ContractJson.Readable.String) : TerminalText.Plain(text));
        }
    }

    private async IAsyncEnumerable<SseItem<string>> LinesAsync(
        IEnumerable<string> names, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(string, ChildLog)> all = [.. names.Select(name => (name, logs.Of(name)))];
        await foreach (var (child, line) in MergedLogs.ReadAsync(all, query.Selection, ended, cancellationToken))
        {
            var view = line.View(child, query.Raw ? line.Text : TerminalText.Plain(line.Text));
            yield return new SseItem<string>(JsonSerializer.Serialize(view, ContractJson.Readable.LogLineView), line.IsMissed ? Missed : null);
        }
    }
}
