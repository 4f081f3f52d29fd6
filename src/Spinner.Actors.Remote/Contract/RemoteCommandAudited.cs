namespace Spinner.Actors.Remote;

/// <summary>
/// One command of a peer, or one that was refused. Published to the server's event stream, and written to its log with the source
/// <c>spinner.audit</c>.
/// </summary>
/// <param name="Who">The peer: its name in the settings, or its certificate's subject and thumbprint, or <c>loopback</c>.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Child">The child it is for; null when it is for none or all.</param>
/// <param name="At">When the command came.</param>
/// <param name="Outcome">The result, for people.</param>
public sealed record RemoteCommandAudited(string Who, RemoteRole Role, string Command, string? Child, DateTimeOffset At, string Outcome);
