namespace Spinner.Actors.Remote;

/// <summary>
/// One command of a peer, or one that was refused. Published to the server's event stream, and written to its log with the source
/// <c>spinner.audit</c>.
/// </summary>
public sealed record RemoteCommandAudited
{
    /// <summary>The peer: its name in the settings, or its certificate's subject and thumbprint, or <c>loopback</c>.</summary>
    public required string Who { get; init; }

    /// <summary>What it may do.</summary>
    public required RemoteRole Role { get; init; }

    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>The child it is for; null when it is for none or all.</summary>
    public string? Child { get; init; }

    /// <summary>When the command came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The result, for people.</summary>
    public required string Outcome { get; init; }
}
