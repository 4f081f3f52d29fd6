using System.Globalization;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>How a launch that serves is looked at, again and again, to find out whether it is still well. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<Liveness>))]
public sealed record Liveness
{
    private Liveness(Readiness? check) => Check = check;

    /// <summary>Nobody looks. The default.</summary>
    public static Liveness Off { get; } = new((Readiness?)null);

    /// <summary>Its endpoint accepts a connection, which is closed at once.</summary>
    public static Liveness Tcp { get; } = new(Readiness.Listen);

    /// <summary>
    /// It says <c>WATCHDOG=1</c> to the socket named in <c>NOTIFY_SOCKET</c> at least once in <see cref="Every"/> times <see cref="Failures"/>: a
    /// <see cref="LaunchPlan.Watchdog"/> of that time. Linux only.
    /// </summary>
    public static Liveness Notify { get; } = new(Readiness.Notify);

    /// <summary>It answers a GET on its endpoint with a wanted status.</summary>
    /// <param name="path">Path and query, from the first <c>/</c>; a bad one is reported when the child is started.</param>
    /// <param name="status">The wanted answers; null is <see cref="StatusRange.Default"/>. A redirect is not followed, it is an answer.</param>
    public static Liveness Http(string path, StatusRange? status = null) => new(Readiness.Http(path, status));

    /// <summary>A command, run in the child's environment and directory, ends with exit code 0. Its output is discarded.</summary>
    /// <param name="command">The program, found as <see cref="LaunchPlan.Command"/> is.</param>
    /// <param name="args">Its arguments.</param>
    public static Liveness Exec(string command, params IReadOnlyList<string> args) => new(Readiness.Exec(command, args));

    /// <summary>What is looked at, in the words of readiness: listen means that a connection is accepted. Null: nothing.</summary>
    public Readiness? Check { get; }

    /// <summary>From the end of one look to the next; the first comes this long after the launch is ready. Default 10 s.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A look that takes longer has failed; a command is killed with its group. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>So many looks in a row have to fail before the launch is replaced. Default 3.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>How long it may take to find out that a launch is not well any more.</summary>
    internal TimeSpan Noticed => (Every + Timeout) * Failures;

    /// <summary>The time of the watchdog that <see cref="Notify"/> stands for; null for the others.</summary>
    internal TimeSpan? Watchdog => Check == Readiness.Notify ? Every * Failures : null;

    /// <summary><c>GET /health 200-399 every 10 s</c>, or <c>off</c>.</summary>
    public override string ToString() => Check switch
    {
        null => "off",
        _ when Check == Readiness.Listen => string.Create(CultureInfo.InvariantCulture, $"tcp every {Every.TotalSeconds:0.###} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Check} every {Every.TotalSeconds:0.###} s"),
    };
}
