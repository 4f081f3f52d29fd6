using System.Net;
using Spinner.Actors.Configuration;
using Spinner.Control.Access;

namespace Spinner.Host.Settings;

/// <summary>The keys of the block <c>host</c>, and their bounds.</summary>
static class HostKeys
{
    public const string Block = "host";
    public const string Tokens = "tokens";
    public const string Secret = "secret";

    public static IReadOnlyList<SettingKey<HostOptions>> All { get; } =
    [
        new("socket", nameof(HostOptions.Socket), SettingForms.Text, o => o.Socket, (o, v) => o with { Socket = (string)v }),
        new("log-dir", nameof(HostOptions.LogDirectory), SettingForms.Text, o => o.LogDirectory, (o, v) => o with { LogDirectory = (string)v }),
        new("log-size", nameof(HostOptions.LogSize), SettingForms.Size, o => o.LogSize, (o, v) => o with { LogSize = (int)v }),
        new("log-files", nameof(HostOptions.LogFiles), SettingForms.Number, o => o.LogFiles, (o, v) => o with { LogFiles = (int)v }),
        new("log-gzip", nameof(HostOptions.LogGzip), SettingForms.Switch, o => o.LogGzip, (o, v) => o with { LogGzip = (bool)v }),
        new("listen", nameof(HostOptions.Listen), SettingForms.Text, o => o.Listen, (o, v) => o with { Listen = (string)v }),
        new("certificate", nameof(HostOptions.Certificate), SettingForms.Text, o => o.Certificate, (o, v) => o with { Certificate = (string)v }),
        new("certificate-key", nameof(HostOptions.CertificateKey), SettingForms.Text,
            o => o.CertificateKey, (o, v) => o with { CertificateKey = (string)v }),
        new("dashboard", nameof(HostOptions.Dashboard), SettingForms.Text, o => o.Dashboard, (o, v) => o with { Dashboard = (string)v }),
        new("dashboard-listen", nameof(HostOptions.DashboardListen), SettingForms.Text,
            o => o.DashboardListen, (o, v) => o with { DashboardListen = (string)v }),
        new("dashboard-hosts", nameof(HostOptions.DashboardHosts), SettingForms.TextList,
            o => o.DashboardHosts, (o, v) => o with { DashboardHosts = (IReadOnlyList<string>)v }),
        new("history", nameof(HostOptions.History), SettingForms.Switch, o => o.History, (o, v) => o with { History = (bool)v }),
    ];

    public static IReadOnlyList<SettingKey<BearerToken>> OfToken { get; } =
    [
        new(Secret, nameof(BearerToken.Secret), SettingForms.Text, t => t.Secret, (t, v) => t with { Secret = (string)v }),
        new("roles", nameof(BearerToken.Roles), SettingForms.TextList, t => t.Roles, (t, v) => t with { Roles = (IReadOnlyList<string>)v }),
    ];

    /// <summary>Every value by itself.</summary>
    public static void Check(OptionErrors errors, HostOptions options)
    {
        errors.Require(options.LogSize is null or (>= 4096 and <= 1024 * 1024 * 1024), nameof(options.LogSize), options.LogSize, "4KiB to 1024MiB");
        errors.Require(options.LogFiles is null or (>= 1 and <= 100), nameof(options.LogFiles), options.LogFiles, "1 to 100");
        errors.Require(options.Listen is null || IPEndPoint.TryParse(options.Listen, out var parsed) && parsed.Port > 0,
            nameof(options.Listen), options.Listen, "an address and a port, such as 127.0.0.1:7070 or [::1]:7070");
        errors.Require(options.Dashboard is null or HostOptions.Lazy or HostOptions.On or HostOptions.Off, nameof(options.Dashboard), options.Dashboard, "lazy, on or off");
        errors.Require(options.DashboardListen is null || (IPEndPoint.TryParse(options.DashboardListen, out var page) && IPAddress.IsLoopback(page.Address)),
            nameof(options.DashboardListen), options.DashboardListen, "an address of this machine only and a port, such as 127.0.0.1:7080; port 0 is any that is free");
    }

    /// <summary>Every value of a token by itself. None is shown: the secret may stand for another.</summary>
    public static void CheckToken(OptionErrors errors, BearerToken token)
    {
        if (token.Secret is { Length: < BearerToken.MinSecret }) errors.AddShown(nameof(token.Secret), "(not shown)",
            $"at least {BearerToken.MinSecret} characters");
        if (token.Roles?.Except(BearerToken.RoleNames).Any() == true)
            errors.AddShown(nameof(token.Roles), "(not shown)", string.Join(", ", BearerToken.RoleNames));
    }
}
