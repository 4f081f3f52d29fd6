using System.Globalization;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Which kind of endpoint a child wants: a fresh one for every launch, or one fixed address. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<EndpointSpec>))]
public abstract record EndpointSpec
{
    private const string ListenFdWord = "listen-fd";

    private EndpointSpec() { }

    /// <summary>A fresh TCP port on loopback for every launch. The default.</summary>
    public static EndpointSpec Tcp { get; } = new FreshTcp();

    /// <summary>A fresh unix socket in the run directory for every launch.</summary>
    public static EndpointSpec Unix { get; } = new FreshUnix();

    /// <summary>A fresh Windows named pipe for every launch.</summary>
    public static EndpointSpec Pipe { get; } = new FreshPipe();

    /// <summary>None: the child listens on nothing, and gets no <c>PORT</c>.</summary>
    public static EndpointSpec None { get; } = new Nothing();

    /// <summary>
    /// A fresh TCP port whose listener the supervisor holds and passes to every launch as descriptor 3, see sd_listen_fds(3). It stays the child's,
    /// so connections wait in the kernel while it restarts or is stopped. Linux engine only.
    /// </summary>
    public static EndpointSpec ListenFd { get; } = new Held(Tcp);

    /// <summary>As <see cref="ListenFd"/>, on an address of another kind.</summary>
    /// <param name="address"><see cref="Tcp"/>, <see cref="Unix"/>, a port or a path; another is reported when the child is started.</param>
    public static EndpointSpec ListenFdOn(EndpointSpec address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new Held(address);
    }

    /// <summary>The address of a listener that the supervisor holds; null for an endpoint the child itself listens on.</summary>
    public virtual EndpointSpec? HeldAddress => null;

    /// <summary>Always this TCP port.</summary>
    /// <param name="port">1 to 65535; out of range is reported when the child is started.</param>
    public static EndpointSpec Port(int port) => new FixedPort(port);

    /// <summary>Always this unix socket.</summary>
    /// <param name="path">Absolute, at most <see cref="UnixEndpoint.MaxPathBytes"/> bytes; a bad path is reported when the child is started.</param>
    public static EndpointSpec Path(string path) => new FixedPath(path);

    /// <summary>Reads <c>tcp</c>, <c>unix</c>, <c>pipe</c>, <c>none</c>, a port number, an absolute path, <c>listen-fd</c>, or
    /// <c>listen-fd:</c> and any of them.</summary>
    /// <returns>False when <paramref name="text"/> is none of these.</returns>
    public static bool TryParse(string text, out EndpointSpec spec)
    {
        ArgumentNullException.ThrowIfNull(text);
        EndpointSpec? parsed = text switch
        {
            "tcp" => Tcp,
            "unix" => Unix,
            "pipe" => Pipe,
            "none" => None,
            ListenFdWord => ListenFd,
            _ when text.StartsWith(ListenFdWord + ":", StringComparison.Ordinal) =>
                TryParse(text[(ListenFdWord.Length + 1)..], out var address) ? new Held(address) : null,
            _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) => Port(port),
            _ when System.IO.Path.IsPathRooted(text) => Path(text),
            _ => null,
        };
        spec = parsed ?? Tcp;
        return parsed is not null;
    }

    internal sealed record FreshTcp : EndpointSpec { public override string ToString() => "tcp"; }
    internal sealed record FreshUnix : EndpointSpec { public override string ToString() => "unix"; }
    internal sealed record Nothing : EndpointSpec { public override string ToString() => "none"; }
    internal sealed record FreshPipe : EndpointSpec { public override string ToString() => "pipe"; }
    internal sealed record FixedPort(int Number) : EndpointSpec { public override string ToString() => Number.ToString(CultureInfo.InvariantCulture); }
    internal sealed record Held(EndpointSpec Address) : EndpointSpec
    {
        public override EndpointSpec HeldAddress => Address;

        public override string ToString() => Address == Tcp ? ListenFdWord : $"{ListenFdWord}:{Address}";
    }

    internal sealed record FixedPath(string Value) : EndpointSpec { public override string ToString() => Value; }
}
