using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Spinner.FrontDoor.Answers;

/// <summary>An answer of the door itself, for people: what was wrong and what helps.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong.</param>
sealed record Refusal(int Status, string Detail)
{
    /// <summary>The type of what is no page.</summary>
    public const string PlainText = "text/plain; charset=utf-8";

    /// <summary>When to come again, in whole seconds; null: not said.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The last lines of the child's stderr, for operators only.</summary>
    public IReadOnlyList<string> ErrorTail { get; init; } = [];

    /// <summary><see cref="Detail"/> is a page of HTML.</summary>
    public bool IsPage { get; init; }

    /// <summary>What sort of refusal it is: of each sort one a minute is logged.</summary>
    public string Kind { get; init; } = Detail;

    /// <summary>For the log only.</summary>
    public string? Cause { get; init; }

    /// <summary>What may be asked instead; null: that is not what is wrong.</summary>
    public string? Allow { get; init; }

    /// <summary>Nothing more is read from the connection.</summary>
    public bool Closes { get; init; }

    /// <summary>A time rounded up to what <c>Retry-After</c> can say, at least a second.</summary>
    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    public Task WriteAsync(HttpContext context, bool toOperator)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = Status;
        if (context.RequestAborted.IsCancellationRequested) return Task.CompletedTask;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Allow is not null) response.Headers.Allow = Allow;
        if (Closes && HttpProtocol.IsHttp11(context.Request.Protocol)) response.Headers.Connection = "close";
        if (Status == StatusCodes.Status204NoContent) return Task.CompletedTask;
        var body = Encoding.UTF8.GetBytes(IsPage ? Detail : Text(toOperator));
        response.ContentType = IsPage ? "text/html; charset=utf-8" : PlainText;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    /// <summary>As every visitor may read it.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Text(toOperator: false));

    private string Text(bool toOperator)
    {
        var text = new StringBuilder($"{Status} {ReasonPhrases.GetReasonPhrase(Status)}\n\n{Detail}\n");
        if (toOperator && ErrorTail.Count > 0) text.Append("\nThe last lines of its stderr:\n").AppendJoin('\n', ErrorTail.Select(line => "  | " + line)).Append('\n');
        return text.ToString();
    }
}
