using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>
/// A plan as the engines may rely on it: what a user's collections hold is copied once, what is missing or cannot be is refused, and a host name is
/// an address. Stateless.
/// </summary>
internal static class PlanCopy
{
    /// <exception cref="SpawnException">It cannot be launched as it is.</exception>
    internal static LaunchPlan Of(LaunchPlan plan)
    {
        try
        {
            var refusal = Missing(plan) ?? ErrorOf(plan.Endpoint);
            if (refusal is not null) throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot be spawned: {refusal}.");
            var copy = plan with
            {
                Args = [.. plan.Args],
                StopCommand = plan.StopCommand is { } stop ? [.. stop] : null,
                Environment = new Dictionary<string, string>(plan.Environment),
                Endpoint = Resolved(plan.Endpoint),
            };
            if (copy.Args.Any(argument => argument is null) || copy.Environment.Values.Any(value => value is null))
                throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot be spawned: an argument or variable is null.");
            if (copy.Args.Concat(copy.Environment.Keys).Concat(copy.Environment.Values).Append(copy.Command).Append(copy.WorkingDirectory ?? "").Any(HasZero))
                throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot be spawned: an argument, a variable or a path contains a zero byte.");
            return copy;
        }
        catch (Exception bug) when (bug is not SpawnException)
        {
            // A collection that changes while it is read, or throws.
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot be spawned, its plan cannot be read: {bug.Message}", bug);
        }
    }

    // It would end the text early.
    private static bool HasZero(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string? Missing(LaunchPlan plan) => plan switch
    {
        { Name: null } => "it has no name",
        { Command: null } => "it has no command",
        { Args: null } => "it has no arguments, not even none",
        { Environment: null } => "it has no environment, not even an empty one",
        { Endpoint: null } => "it has no endpoint",
        { StopCommand.Count: 0 } => "its stop command is empty",
        { Watchdog: { } time } when time < TimeSpan.FromMilliseconds(1) => "its watchdog has no time",
        { Live: { } live } when live.Every <= TimeSpan.Zero || live.Timeout <= TimeSpan.Zero || live.Failures < 1 => "looks at how it is have no time, or no number",
        { Ready: null } => "nothing says when it is ready",
        { Ready: LogReadiness log } when LogReadiness.ErrorOf(log.Pattern) is { } error => $"the pattern of the line that makes it ready is wrong: {error}",
        { Stdout: null } or { Stderr: null } => "its output has no target",
        { Stdout: OutputTarget.ToStream { Target: null } } or { Stderr: OutputTarget.ToStream { Target: null } } => "the stream for its output is null",
        { Stdout: OutputTarget.ToFile { Path: null or "" } } or { Stderr: OutputTarget.ToFile { Path: null or "" } } => "the file for its output has no path",
        _ => null,
    };

    private static string? ErrorOf(ChildEndpoint endpoint) => endpoint switch
    {
        TcpEndpoint { Port: < 1 or > 65535 } tcp => $"there is no port {tcp.Port}",
        TcpEndpoint { Host: null or "" } => "its endpoint has no host",
        UnixEndpoint { Path: null } => "its endpoint has no path",
        UnixEndpoint unix when !Path.IsPathFullyQualified(unix.Path) => $"the socket path '{unix.Path}' is not absolute",
        UnixEndpoint unix when HasZero(unix.Path) => "the path of its socket contains a zero byte",
        UnixEndpoint unix when ByteText.CountBytes(unix.Path) > UnixEndpoint.MaxPathBytes =>
            $"the socket path '{unix.Path}' has more than the {UnixEndpoint.MaxPathBytes} bytes a unix socket allows",
        _ => null,
    };

    // A source of a user's may say localhost. Nothing that asks for the listener later may wait for a name server.
    private static ChildEndpoint Resolved(ChildEndpoint endpoint)
    {
        if (endpoint is not TcpEndpoint tcp || IPAddress.TryParse(tcp.Host, out _)) return endpoint;
        try
        {
            var addresses = Dns.GetHostAddresses(tcp.Host);
            var address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
            return address is null ? throw new SocketException((int)SocketError.HostNotFound) : tcp with { Host = address.ToString() };
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw new SpawnException(SpawnFailure.Unavailable, $"The address of '{tcp.Host}', the host of an endpoint, is not known: {unknown.Message}", unknown);
        }
    }
}
