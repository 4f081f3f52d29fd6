using System.Globalization;
using System.Net;
using System.Text;

namespace Spinner.Actors.Configuration;

/// <summary>Whether this system can give a child the endpoint it asks for, as far as that is known before a launch.</summary>
static class EndpointCheck
{
    private const string Kinds = "tcp, unix, none, a port number or the absolute path of a socket";

    public static void Check(OptionErrors errors, EndpointSpec? spec)
    {
        if (spec?.HeldAddress is { } held) CheckHeld(errors, spec, held);
        else CheckOwn(errors, spec);
    }

    /// <summary>What keeps a granted endpoint from being handed over; null: nothing.</summary>
    public static string? WhatIsWrong(ChildEndpoint endpoint) => endpoint switch
    {
        TcpEndpoint tcp when !IPAddress.TryParse(tcp.Host, out _) => "the host is a name; allowed: a literal address, 127.0.0.1 or ::1",
        TcpEndpoint { Port: < 1 or > 65535 } => "allowed: ports 1 to 65535",
        UnixEndpoint { Path: null } or PipeEndpoint { Name: null or "" } => "it has no name",
        UnixEndpoint unix when !IsSocketPath(unix.Path) => $"allowed: an absolute socket path of at most {UnixEndpoint.MaxPathBytes} bytes, {PassableText.Allowed}",
        _ => null,
    };

    private static void CheckHeld(OptionErrors errors, EndpointSpec spec, EndpointSpec held)
    {
        var canBeHeld = OperatingSystem.IsLinux() && held.HeldAddress is null && held != EndpointSpec.Pipe && held != EndpointSpec.None;
        errors.Require(canBeHeld, nameof(ChildOptions.Endpoint), spec, $"{Kinds}; on Linux also listen-fd, or listen-fd: and one of these");
        if (canBeHeld) CheckOwn(errors, held);
    }

    private static void CheckOwn(OptionErrors errors, EndpointSpec? spec)
    {
        if (spec is null || spec == EndpointSpec.Tcp || spec == EndpointSpec.Unix || spec == EndpointSpec.None) return;
        if (spec == EndpointSpec.Pipe)
            errors.Require(OperatingSystem.IsWindows(), nameof(ChildOptions.Endpoint), spec, $"{Kinds}; pipe only on Windows");
        else if (IsPort(spec, out var port))
            errors.Require(port is >= 1 and <= 65535, nameof(ChildOptions.Endpoint), port, "ports 1 to 65535");
        else
            errors.Require(IsSocketPath(spec.ToString()), nameof(ChildOptions.Endpoint), spec,
                $"an absolute socket path of at most {UnixEndpoint.MaxPathBytes} bytes, {PassableText.Allowed}");
    }

    private static bool IsPort(EndpointSpec spec, out int port) =>
        int.TryParse(spec.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out port) && spec == EndpointSpec.Port(port);

    private static bool IsSocketPath(string path) =>
        PassableText.Is(path) && Path.IsPathFullyQualified(path) && Encoding.UTF8.GetByteCount(path) <= UnixEndpoint.MaxPathBytes;
}
