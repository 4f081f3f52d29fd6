using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.FrontDoor;

/// <summary>Which requests go to which child, and how. Every option left null takes that of <see cref="FrontDoorOptions.Defaults"/>. Immutable.</summary>
public sealed record FrontDoorRoute
{
    /// <summary>For <see cref="MaxConcurrency"/>: as many as come.</summary>
    public const int Unlimited = -1;

    /// <summary>For <see cref="FirstAnswerTimeout"/>: as long as it takes.</summary>
    public static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    /// <summary>Names the route in messages; no other has it.</summary>
    public string? Name { get; init; }

    /// <summary>The child's name. Default: <see cref="Name"/>.</summary>
    public string? Child { get; init; }

    /// <summary>
    /// How to start a child that the spinner does not know otherwise; in C# only. It listens on a TCP port unless it says another endpoint.
    /// Null: the spinner knows the child, or its name is a script to run.
    /// </summary>
    public ChildOptions? Start { get; init; }

    /// <summary>Hosts it answers, in any case and whatever the port: an exact one, or <c>*.example.com</c> for everything below. Default: any.</summary>
    public IReadOnlyList<string>? Hosts { get; init => field = Values.Of(value); }

    /// <summary>Paths it answers: this one, which begins with a slash, and all below it; as people read it, without <c>%</c>. Default: all.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// A member of the JSON object in the body whose value has to be one of <see cref="ByValues"/>, so that several routes share hosts and path. The body, 1 MiB
    /// at most, is read to its end first. Default: none.
    /// </summary>
    public string? ByJson { get; init; }

    /// <summary>The values that mean this route, with <see cref="ByJson"/>. Default: the name of the child.</summary>
    public IReadOnlyList<string>? ByValues { get; init => field = Values.Of(value); }

    /// <summary>Whether <see cref="Path"/> is taken away before the child sees it. Default: false.</summary>
    public bool? StripPath { get; init; }

    /// <summary>What a client gets while the child starts. Default: <see cref="ColdStartMode.Hold"/>.</summary>
    public ColdStartMode? ColdStart { get; init; }

    /// <summary>How long a browser is held before it gets the page, or a client that pokes before it gets its 202. Default 300 ms; 0 to 1 day.</summary>
    public TimeSpan? PageAfter { get; init; }

    /// <summary>Most requests that wait for the child to start. Default 100; 0 to 100 000.</summary>
    public int? Queue { get; init; }

    /// <summary>How long a request waits for that. Default 35 s, longer than that of a whole start; 1 ms to 1 day.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Most requests at a time in the child, streams and WebSockets included. 1 to 100 000; <see cref="Unlimited"/> is the default.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>
    /// How long the child may leave what has come of a body untaken, and after the end of a request take to begin its answer. The time the client
    /// takes to send a body does not count. Default 60 s; 1 ms to 1 day, or <see cref="Never"/>.
    /// </summary>
    public TimeSpan? FirstAnswerTimeout { get; init; }

    /// <summary>
    /// Protocols a connection may change to (<c>Upgrade</c>), in any case; a wish for another is not passed on. Default: <c>websocket</c>.
    /// </summary>
    public IReadOnlyList<string>? Upgrades { get; init => field = Values.Of(value); }

    /// <summary>What the child speaks: 1 for HTTP/1.1, the default, or 2 for HTTP/2 without TLS, as gRPC needs it.</summary>
    public int? Http { get; init; }

    /// <summary>Whether a GET, HEAD or OPTIONS without a body is sent once more when the child ends before it answers. Default: true.</summary>
    public bool? Retry { get; init; }

    /// <summary>
    /// Paths, and all below them, whose requests neither start the child nor keep it alive. While it is stopped they get 204. Default: none.
    /// </summary>
    public IReadOnlyList<string>? IgnorePaths { get; init => field = Values.Of(value); }

    /// <summary>The same for requests whose <c>User-Agent</c> contains one of these, in any case. Default: none.</summary>
    public IReadOnlyList<string>? IgnoreUserAgents { get; init => field = Values.Of(value); }
}

/// <summary>What a client gets while a child starts.</summary>
public enum ColdStartMode
{
    /// <summary>Its request is held until the child is ready.</summary>
    Hold,

    /// <summary>A browser (GET with <c>Accept: text/html</c>) gets a page that shows the state and refreshes itself; others are held.</summary>
    Page,

    /// <summary>
    /// Everybody is answered 202 after <see cref="FrontDoorRoute.PageAfter"/>, with when to come again, while the child starts. What was asked for is not
    /// passed on: the client asks again.
    /// </summary>
    Poke,
}

/// <summary>Who sees the stderr of a child that failed.</summary>
public enum ErrorAudience
{
    /// <summary>Nobody; the log has it.</summary>
    Off,

    /// <summary>Clients on this machine whose request did not come through another proxy.</summary>
    Loopback,

    /// <summary>Everybody.</summary>
    On,
}

/// <summary>A certificate with its chain, and its key.</summary>
/// <param name="Cert">A PEM file: the certificate, then those it is signed with.</param>
/// <param name="Key">A PEM file: the key, without a password. May be the same file.</param>
public sealed record FrontDoorCertificate(string Cert, string Key);
