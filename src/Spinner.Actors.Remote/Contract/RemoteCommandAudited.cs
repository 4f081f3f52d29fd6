namespace Spinner.Actors.Remote;

/// <summary>
/// One command of a peer, or one that was refused. Published to the server's event stream, and written to its log with the source
/// <c>spinner.audit</c>.
/// </summary>
/// <param name="Who">The peer: its name in the settings, or its certificate's subject and thumbprint, or <c>loopback</c>.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Command">What it asked for.</param>
/// <param name="Child">About which child; null when about none or all.</param>
/// <param name="At">When the command came.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record RemoteCommandAudited(string Who, RemoteRole Role, string Command, string? Child, DateTimeOffset At, string Outcome);
