using Microsoft.Extensions.Logging;

namespace Spinner.FrontDoor.Answers;

/// <summary>What the door logs. The hot path logs nothing.</summary>
static partial class DoorLog
{
    [LoggerMessage(1, LogLevel.Information, "{Route}: refused with {Status}: {Detail}")]
    public static partial void Refused(this ILogger log, string route, int status, string detail);

    [LoggerMessage(2, LogLevel.Warning, "{Route}: refused with {Status}: {Detail}")]
    public static partial void Failed(this ILogger log, string route, int status, string detail);

    [LoggerMessage(3, LogLevel.Information, "{Route}: sent once more, because the child ended before it had answered")]
    public static partial void SentOnceMore(this ILogger log, string route);

    [LoggerMessage(5, LogLevel.Information, "At most {Count} connections at a time: the limit of open files leaves no more")]
    public static partial void Bounded(this ILogger log, long count);

    [LoggerMessage(6, LogLevel.Warning, "{Count} connections were closed at once: at most {Bound} at a time, and fewer while descriptors are short")]
    public static partial void Refused(this ILogger log, long count, string bound);

    [LoggerMessage(4, LogLevel.Warning, "The front door could not be warmed; its first visitors wait a little longer")]
    public static partial void NotWarmed(this ILogger log, Exception why);
}
