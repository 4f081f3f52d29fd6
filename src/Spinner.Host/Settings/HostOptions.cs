using Spinner.Control.Access;

namespace Spinner.Host.Settings;

/// <summary>What the block <c>host</c> says, and what of it is left out, hocon/host.conf.</summary>
sealed record HostOptions
{
    /// <summary>The page listens when somebody asks for it.</summary>
    public const string Lazy = "lazy";

    /// <summary>It listens as long as the daemon runs.</summary>
    public const string On = "on";

    /// <summary>There is none.</summary>
    public const string Off = "off";

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

    /// <summary>When the page listens: <see cref="Lazy"/>, <see cref="On"/> or <see cref="Off"/>.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Address and port of the page; port 0: one that is free.</summary>
    public string? DashboardListen { get; init; }

    /// <summary>Hosts by which the page may be asked for besides this machine's own.</summary>
    public IReadOnlyList<string>? DashboardHosts { get; init; }

    /// <summary>Whether it is kept what children used in the last hour.</summary>
    public bool? History { get; init; }

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
        Dashboard = Dashboard ?? others.Dashboard,
        DashboardListen = DashboardListen ?? others.DashboardListen,
        DashboardHosts = DashboardHosts ?? others.DashboardHosts,
        History = History ?? others.History,
        Tokens = Tokens.Count > 0 ? Tokens : others.Tokens,
    };
}
