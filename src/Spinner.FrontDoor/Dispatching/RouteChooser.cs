using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Dispatching;

/// <summary>
/// Finds the route that a field of the body means. The body is read for that, as far as <see cref="RouteChoice.MostBytes"/>, and nothing is taken away from it: whoever
/// is chosen gets all of it. Only for routes that ask for it. Stateless.
/// </summary>
static class RouteChooser
{
    /// <summary>Waits for the whole body.</summary>
    /// <returns>The route, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public static async Task<(Route? Route, Refusal? Why)> ChooseAsync(HttpContext context, RequestHead head, Route found, TimeProvider clock)
    {
        var choice = found.Choice!;
        if (head.Framing == Framing.None) return Otherwise(choice, Refusals.NoField(choice));
        if (head.Length > RouteChoice.MostBytes) return (null, Refusals.BodyTooLong(choice));
        using var late = new CancellationTokenSource(found.MaxWait, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(context, choice, patience.Token) switch
            {
                (true, _) => (null, Refusals.BodyTooLong(choice)),
                (_, { } value) when choice.Routes.TryGetValue(value, out var route) => (route, null),
                (_, { } value) => Otherwise(choice, Refusals.UnknownValue(choice, value)),
                _ => Otherwise(choice, Refusals.NoField(choice)),
            };
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return (null, Refusals.SlowBody(found));
        }
        catch (Exception broken) when (broken is IOException or BadHttpRequestException)
        {
            return (null, Refusals.WrongBody);
        }
    }

    private static (Route?, Refusal?) Otherwise(RouteChoice choice, Refusal why) => choice.Otherwise is { } route ? (route, null) : (null, why);

    private static async Task<(bool IsTooLong, string? Value)> ReadAsync(HttpContext context, RouteChoice choice, CancellationToken cancellationToken)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var (isTooLong, value) = (read.Buffer.Length > RouteChoice.MostBytes, read.IsCompleted ? ValueOf(read.Buffer, choice.Field) : null);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (isTooLong || read.IsCompleted) return (isTooLong, value);
        }
    }

    // Of a member that stands twice the last counts, as for most who read JSON.
    private static string? ValueOf(ReadOnlySequence<byte> body, string field)
    {
        try
        {
            string? value = null;
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMeant = reader.ValueTextEquals(field);
                reader.Read();
                if (isMeant) value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }

            return value;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is none.
            return null;
        }
    }
}
