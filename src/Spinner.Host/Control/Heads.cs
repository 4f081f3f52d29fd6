using Microsoft.AspNetCore.Http;

namespace Spinner.Host.Control;

/// <summary>What HTTP wants of every server, before anybody looks at the path.</summary>
static class Heads
{
    private static readonly object Key = new();

    /// <summary>HEAD is a GET whose answer has no body, which the web server leaves out; a name of a host that cannot be read is refused.</summary>
    public static async Task TakeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HasReadableHost(context.Request))
        {
            await Problems.Answer(Problems.Of(StatusCodes.Status400BadRequest, "badRequest", "The header Host names no host.")).ExecuteAsync(context);
            return;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Items[Key] = true;
            context.Request.Method = HttpMethods.Get;
        }

        await next(context);
    }

    /// <summary>Whether only the head of an answer is wanted, which for a stream is all there will ever be.</summary>
    public static bool IsAll(HttpContext context) => context.Items.ContainsKey(Key);

    private static bool HasReadableHost(HttpRequest request)
    {
        try
        {
            _ = request.Host.Value;
            return true;
        }
        catch (ArgumentException)
        {
            // A name in punycode that stands for nothing.
            return false;
        }
    }
}
