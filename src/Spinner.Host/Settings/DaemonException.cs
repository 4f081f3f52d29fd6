namespace Spinner.Host.Settings;

/// <summary>The daemon cannot start; the message is all there is to say.</summary>
sealed class DaemonException(string message, Exception? inner = null) : Exception(message, inner);
