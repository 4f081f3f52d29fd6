using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Error numbers of Linux on x86-64; see errno(3).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int NoProcess = 3;
    internal const int Interrupted = 4;
    internal const int InputOutput = 5;
    internal const int BadDescriptor = 9;
    internal const int NoChild = 10;
    internal const int TryAgain = 11;
    internal const int NoMemory = 12;
    internal const int Denied = 13;
    internal const int Busy = 16;
    internal const int NotDirectory = 20;
    internal const int TableFull = 23;
    internal const int TooManyFiles = 24;
    internal const int TextBusy = 26;
    internal const int NoSpace = 28;
    internal const int ReadOnly = 30;
    internal const int NoLocks = 37;
    internal const int NoSuchCall = 38;
    internal const int Loop = 40;
    internal const int NoBuffers = 105;
    internal const int TimedOut = 110;
    internal const int Refused = 111;
    internal const int HostDown = 112;
    internal const int Already = 114;
    internal const int InProgress = 115;
    internal const int Stale = 116;
    internal const int RemoteIO = 121;
    internal const int Quota = 122;

    /// <summary>Whether a refusal with this number may pass by itself: nothing about what was asked for is wrong.</summary>
    internal static bool MayPass(int error) => error is Interrupted or InputOutput or TryAgain or NoMemory or Busy or TableFull or TooManyFiles or TextBusy
        or NoSpace or NoLocks or NoBuffers or TimedOut or HostDown or Stale or RemoteIO or Quota;

    /// <summary>As <see cref="MayPass(int)"/>, of what .NET has made of the number.</summary>
    internal static bool MayPass(SocketException refused) => MayPass(refused.NativeErrorCode);
}
