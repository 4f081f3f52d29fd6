using System.ComponentModel;

namespace Spinner.Processes;

/// <summary>The system's words for an error number.</summary>
internal static class ErrorText
{
    /// <param name="result">The negated error number.</param>
    internal static string Of(int result) => new Win32Exception(-result).Message;
}
