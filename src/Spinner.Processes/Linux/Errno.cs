namespace Spinner.Processes;

/// <summary>Error numbers of Linux on x86-64; see errno(3).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NoChild = 10;
    internal const int TryAgain = 11;
    internal const int Denied = 13;
    internal const int NotDirectory = 20;
    internal const int TooManyFiles = 24;
    internal const int NoSpace = 28;
    internal const int NoSuchCall = 38;
    internal const int Refused = 111;
    internal const int Already = 114;
    internal const int InProgress = 115;
}
