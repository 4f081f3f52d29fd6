using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Configuration;
using Spinner.Processes;

namespace Spinner.FrontDoor;

/// <summary>
/// How a front door works. Every option left null takes its default, which is in <c>frontdoor.conf</c>. Immutable, safe to share; checked when a
/// <see cref="Door"/> is made of it or reloads it, all mistakes at once.
/// </summary>
public sealed record FrontDoorOptions
{
    /// <summary>For <see cref="Domain"/>: children are reachable by routes only.</summary>
    public const string NoDomain = "off";

    /// <summary>
    /// Where <see cref="FrontDoorServer"/> listens: <c>http://host:port</c> (HTTP/1.1), <c>h2c://…</c> (HTTP/2 without TLS), <c>https://…</c> (both).
    /// The host is <c>localhost</c>, an address, or <c>*</c> for all; port 0 takes a free one, not for <c>localhost</c>.
    /// Read when the server starts; a reload does not change it. Default: <c>http://localhost:8080</c>.
    /// </summary>
    public IReadOnlyList<string>? Listen { get; init => field = Values.Of(value); }

    /// <summary>Every child is reachable at <c>name.domain</c>, in lower case, besides the routes; or <see cref="NoDomain"/>. Default: <c>localhost</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>Who sees the last lines of stderr of a child that failed. Default: nobody.</summary>
    public ErrorAudience? ShowErrors { get; init; }

    /// <summary>
    /// Whether the client's own <c>X-Forwarded-*</c> and <c>Forwarded</c> are kept and added to. Anybody can send them: true only behind a proxy
    /// that sets them. Default: false, they are replaced.
    /// </summary>
    public bool? TrustForwarded { get; init; }

    /// <summary>
    /// Other headers a client may not set, since apps believe them of a proxy: in any case, and with <c>_</c> for <c>-</c> too. They are removed
    /// unless <see cref="TrustForwarded"/>. Default: the list in <c>frontdoor.conf</c>.
    /// </summary>
    public IReadOnlyList<string>? DropHeaders { get; init => field = Values.Of(value); }

    /// <summary>Largest head of a request in bytes; of <see cref="FrontDoorServer"/> only. Default 32 KiB; 1 KiB to 1 MiB.</summary>
    public int? MaxRequestHead { get; init; }

    /// <summary>Largest head of an answer in bytes. For launches that come after a reload. Default 64 KiB; 1 KiB to 1 MiB.</summary>
    public int? MaxAnswerHead { get; init; }

    /// <summary>How long a client may take to send the head of a request; of <see cref="FrontDoorServer"/> only. Default 10 s; 1 s to 1 day.</summary>
    public TimeSpan? RequestHeadTimeout { get; init; }

    /// <summary>
    /// A silent client connection is probed after this long, and closed when its peer is dead; of <see cref="FrontDoorServer"/> only.
    /// Default 30 s; 1 s to 1 day.
    /// </summary>
    public TimeSpan? PeerProbe { get; init; }

    /// <summary>
    /// Names of children that speak HTTP/2 without TLS, whichever way a request comes to them: what <see cref="FrontDoorRoute.Http"/> says of a route,
    /// said of a child. Default: none.
    /// </summary>
    public IReadOnlyList<string>? Http2Children { get; init => field = Values.Of(value); }

    /// <summary>What a route is when it does not say otherwise. <c>Name</c>, <c>Child</c>, <c>Hosts</c>, <c>Path</c> and <c>Start</c> stay null.</summary>
    public FrontDoorRoute Defaults { get; init; } = new();

    /// <summary>The routes; each has a name of its own.</summary>
    public IReadOnlyList<FrontDoorRoute> Routes { get; init => field = Values.Of(value); } = Values.Of<FrontDoorRoute>([]);

    /// <summary>Certificates by host: an exact one, <c>*.example.com</c>, or <c>*</c> for all others.</summary>
    public IReadOnlyDictionary<string, FrontDoorCertificate> Certificates { get; init => field = Values.Of(value); } = Values.Of(new Dictionary<string, FrontDoorCertificate>());

    /// <summary>
    /// What a child that only a route names (a script, or <see cref="FrontDoorRoute.Start"/>) is when that does not say otherwise; in C# only. A door
    /// cannot ask for <see cref="SpinnerOptions.Defaults"/>: give it the same. Default: nothing, so that such a child reloads by overlap unless its
    /// <c>Start</c> says otherwise.
    /// </summary>
    public ChildOptions? ChildDefaults { get; init; }

    /// <summary>The only clock. Tests pass a virtual one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Reads what stands in the block <c>front-door</c>; its keys, defaults and bounds are those of <c>frontdoor.conf</c>.</summary>
    /// <param name="config">The configuration the block is in.</param>
    /// <returns>What the block says, nothing filled in. Nothing when there is no such block.</returns>
    /// <exception cref="ConfigurationException">The block is wrong; the message names each key, its value and what is allowed.</exception>
    public static FrontDoorOptions FromConfig(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var errors = new OptionErrors();
        var options = FrontDoorHocon.ReadBlock(errors, config);
        return errors.Found.Count == 0 ? options : throw new ConfigurationException($"The settings of the front door are wrong: {string.Join("; ", errors.Found)}");
    }
}
