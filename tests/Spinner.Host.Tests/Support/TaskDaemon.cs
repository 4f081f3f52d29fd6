namespace Spinner.Host.Tests;

/// <summary>A daemon with a worker and some tasks, for all facts of a class.</summary>
public sealed class TaskDaemon : IAsyncLifetime
{
    private DaemonRun? _daemon;

    internal DaemonRun Daemon => _daemon ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>A task that runs a line of the shell.</summary>
    internal static string Shell(string name, string line, string more = "") =>
        $"\"{name}\" {{ kind = task, command = sh, args = [\"-c\", \"{line}\", \"sh\"], {more} }}\n";

    public async Task InitializeAsync() => _daemon = await DaemonRun.UpAsync(
        Shell("greet", "echo out; echo err >&2"),
        Shell("fail", "echo why >&2; exit 7"),
        Shell("killed", "kill -9 $$"),
        "args { kind = task, command = sh, args = [\"-c\", \"for a; do echo $a; done\", sh, own] }\n",
        "line { kind = task, run = \"echo line\" }\n",
        Shell("long", "echo begun; exec sleep 1000"),
        Shell("flood", "seq 1 1500000"),
        "brief { kind = worker, command = sh, args = [\"-c\", \"exit 3\"], ready-after = 0s, restart = never }\n",
        "web { command = sh, args = [\"-c\", \"exec sleep 1000\"] }\n",
        "clock { kind = worker, command = sh, args = [\"-c\", \"exec sleep 1000\"], ready-after = 0s }\n");

    public async Task DisposeAsync() => await Daemon.DisposeAsync();
}
