using Spinner.Control.Access;

namespace Spinner.Host.Settings;

/// <summary>What the block <c>host</c> says, and what of it is left out, hocon/host.conf.</summary>
sealed record HostOptions
{
    /// <summary>Path of the unix socket; null: the user's own, see <see cref="SocketPath"/>.</summary>
    public string? Socket { get; init; }

    /// <summary>Directory of the log files; null: the user's own, see <see cref="LogHome"/>.</summary>
    public string? LogDirectory { get; init; }

    /// <summary>Bytes at which a log file is put aside.</summary>
    public int? LogSize { get; init; }

    /// <summary>Log files of one child.</summary>
    public int? LogFiles { get; init; }

    /// <summary>Whether those put aside are compressed.</summary>
    public bool? LogGzip { get; init; }

    /// <summary>Address and port of the API over TCP; null: none.</summary>
    public string? Listen { get; init; }

    /// <summary>A PEM file.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Who may use the API over TCP, by name.</summary>
    public IReadOnlyList<BearerToken> Tokens { get; init; } = [];

    /// <summary>These over others: what is given wins.</summary>
    public HostOptions WithFallback(HostOptions others) => new()
    {
        Socket = Socket ?? others.Socket,
        LogDirectory = LogDirectory ?? others.LogDirectory,
        LogSize = LogSize ?? others.LogSize,
        LogFiles = LogFiles ?? others.LogFiles,
        LogGzip = LogGzip ?? others.LogGzip,
        Listen = Listen ?? others.Listen,
        Certificate = Certificate ?? others.Certificate,
        CertificateKey = CertificateKey ?? others.CertificateKey,
        Tokens = Tokens.Count > 0 ? Tokens : others.Tokens,
    };
}
