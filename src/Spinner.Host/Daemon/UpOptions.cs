namespace Spinner.Host.Daemon;

/// <summary>What <c>spinner up</c> was asked.</summary>
/// <param name="File">The file of children; null: the quickstart.</param>
/// <param name="Socket">Path of the socket; null: that of the file, else the user's own.</param>
/// <param name="Plain">Lines even on a terminal.</param>
/// <param name="Background">Nobody looks: the daemon's own lines go to a file that is bounded, children's only to their logs.</param>
/// <param name="Raw">Children's output is shown as they wrote it, with what it does to a terminal.</param>
sealed record UpOptions(string? File, string? Socket, bool Plain, bool Background, bool Raw);
