using System.Globalization;

namespace Spinner.Processes;

/// <summary>Which kind of endpoint a child wants: a fresh one for every launch, or one fixed address. A value.</summary>
public abstract record EndpointSpec
{
    private EndpointSpec() { }

    /// <summary>A fresh TCP port on loopback for every launch. The default.</summary>
    public static EndpointSpec Tcp { get; } = new FreshTcp();

    /// <summary>A fresh unix socket in the run directory for every launch.</summary>
    public static EndpointSpec Unix { get; } = new FreshUnix();

    /// <summary>A fresh Windows named pipe for every launch.</summary>
    public static EndpointSpec Pipe { get; } = new FreshPipe();

    /// <summary>Always this TCP port.</summary>
    /// <param name="port">1 to 65535; out of range is reported when the child is started.</param>
    public static EndpointSpec Port(int port) => new FixedPort(port);

    /// <summary>Always this unix socket.</summary>
    /// <param name="path">Absolute, at most <see cref="UnixEndpoint.MaxPathBytes"/> bytes; a bad path is reported when the child is started.</param>
    public static EndpointSpec Path(string path) => new FixedPath(path);

    /// <summary>Reads <c>tcp</c>, <c>unix</c>, <c>pipe</c>, a port number or an absolute path.</summary>
    /// <returns>False when <paramref name="text"/> is none of these.</returns>
    public static bool TryParse(string text, out EndpointSpec spec)
    {
        ArgumentNullException.ThrowIfNull(text);
        EndpointSpec? parsed = text switch
        {
            "tcp" => Tcp,
            "unix" => Unix,
            "pipe" => Pipe,
            _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) => Port(port),
            _ when System.IO.Path.IsPathRooted(text) => Path(text),
            _ => null,
        };
        spec = parsed ?? Tcp;
        return parsed is not null;
    }

    internal sealed record FreshTcp : EndpointSpec { public override string ToString() => "tcp"; }
    internal sealed record FreshUnix : EndpointSpec { public override string ToString() => "unix"; }
    internal sealed record FreshPipe : EndpointSpec { public override string ToString() => "pipe"; }
    internal sealed record FixedPort(int Number) : EndpointSpec { public override string ToString() => Number.ToString(CultureInfo.InvariantCulture); }
    internal sealed record FixedPath(string Value) : EndpointSpec { public override string ToString() => Value; }
}
