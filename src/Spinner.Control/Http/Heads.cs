using Microsoft.AspNetCore.Http;

namespace Spinner.Control.Http;

/// <summary>What HTTP wants of every server, before anybody looks at the path.</summary>
static class Heads
{
    private static readonly object Key = new();

    /// <summary>HEAD is a GET whose answer has no body, which the web server leaves out; a head that is none is refused.</summary>
    public static async Task TakeAsync(HttpContext context, RequestDelegate next)
    {
        if (HeadCheck.WhatIsWrong(context) is var (status, detail))
        {
            // Where its body ends is not sure.
            if (HttpProtocol.IsHttp11(context.Request.Protocol)) context.Response.Headers.Connection = "close";
            await Problems.Answer(Problems.Of(status, "badRequest", detail)).ExecuteAsync(context);
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
}
