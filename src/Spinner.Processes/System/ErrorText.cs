using System.ComponentModel;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>The system's words for an error number.</summary>
internal static class ErrorText
{
    /// <param name="result">The negated error number.</param>
    internal static string Of(int result) => new Win32Exception(-result).Message;

    /// <summary>What a socket was refused for. .NET has one word for a process that has too many files open and a system that has.</summary>
    internal static string Of(SocketException refused) =>
        refused.SocketErrorCode == SocketError.TooManyOpenSockets ? Of(-Errno.TooManyFiles) : refused.Message;
}
