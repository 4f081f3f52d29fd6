using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>What makes a launch ready. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<Readiness>))]
public abstract record Readiness
{
    private protected Readiness() { }

    /// <summary>Its own process tree listens on its endpoint. The default.</summary>
    public static Readiness Listen { get; } = new ListenReadiness();

    /// <summary>
    /// A process of its own tree sends <c>READY=1</c> to the socket named in <c>NOTIFY_SOCKET</c>, see sd_notify(3). Linux only. Its <c>STATUS=</c>
    /// is shown as <see cref="ILaunch.StatusText"/>. Who says so without listening is believed; a stranger on the endpoint is an error all the same.
    /// </summary>
    public static Readiness Notify { get; } = new NotifyReadiness();

    /// <summary>
    /// It has lived for <see cref="LaunchPlan.ReadyAfter"/>. Where it has an endpoint, a stranger on that is an error all the same. For what listens on
    /// nothing, or says nothing.
    /// </summary>
    public static Readiness Alive { get; } = new AliveReadiness();

    /// <summary>
    /// It has ended, with an exit code that means success: for a task. No engine ever says that such a launch is ready; whoever runs it looks at how
    /// it ended.
    /// </summary>
    public static Readiness Exit { get; } = new ExitReadiness();

    /// <summary>It listens, and answers a GET on its endpoint with a wanted status.</summary>
    /// <param name="path">Path and query, from the first <c>/</c>; a bad one is reported when the child is started.</param>
    /// <param name="status">The wanted answers; null is <see cref="StatusRange.Default"/>. A redirect is not followed, it is an answer.</param>
    public static Readiness Http(string path, StatusRange? status = null) => new HttpReadiness(path, status ?? StatusRange.Default);

    /// <summary>
    /// It has written a line, on either stream, that a regular expression matches. One that has an end, or ended with its stream; of a line longer
    /// than 64 KiB that much. Whoever has written it is believed as with <see cref="Notify"/>.
    /// </summary>
    /// <param name="pattern">
    /// 1 to 1000 characters, of .NET, what needs no way back only: no lookarounds and no backreferences; a bad one is reported when the child is
    /// started.
    /// </param>
    public static Readiness Log(string pattern) => new LogReadiness(pattern);

    /// <summary>
    /// A command, run in the child's environment and directory, has ended with exit code 0. One at a time, at first with the launch; one that takes
    /// longer than 10 s is killed with its group, as is the one that runs when the launch ends. Its output is discarded; how it ended is
    /// <see cref="ILaunch.StatusText"/> meanwhile. It is believed as with <see cref="Notify"/>.
    /// </summary>
    /// <param name="command">The program, found as <see cref="LaunchPlan.Command"/> is; one that is not there is tried again.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="every">The pause between two runs; null is 1 s.</param>
    public static Readiness Exec(string command, IReadOnlyList<string> args, TimeSpan? every = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new ExecReadiness(command, args, every ?? TimeSpan.FromSeconds(1));
    }

    private sealed record ListenReadiness : Readiness { public override string ToString() => "listen"; }

    /// <summary>It is believed as soon as it says so or has lived long enough, unless a stranger listens on its endpoint.</summary>
    internal bool IsBelieved => this == Notify || this == Alive || this is LogReadiness or ExecReadiness;

    private sealed record AliveReadiness : Readiness { public override string ToString() => "alive"; }

    private sealed record ExitReadiness : Readiness { public override string ToString() => "exit"; }

    private sealed record NotifyReadiness : Readiness { public override string ToString() => "notify"; }
}

/// <summary>Ready by an answer to a GET. Made by <see cref="Readiness.Http"/>.</summary>
public sealed record HttpReadiness : Readiness
{
    internal HttpReadiness(string path, StatusRange status) => (Path, Status) = (path, status);

    /// <summary>Path and query.</summary>
    public string Path { get; }

    /// <summary>The wanted answers.</summary>
    public StatusRange Status { get; }

    /// <summary><c>GET /health 200-399</c>.</summary>
    public override string ToString() => $"GET {Path} {Status}";
}
