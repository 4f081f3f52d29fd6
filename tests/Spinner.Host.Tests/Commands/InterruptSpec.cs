using System.Globalization;

namespace Spinner.Host.Tests.Commands;

/// <summary>Ctrl+C and SIGTERM while a command works.</summary>
public class InterruptSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(2, 130, "start", "slow")]
    [InlineData(15, 143, "start", "slow")]
    [InlineData(2, 130, "events")]
    [InlineData(2, 130, "logs", "slow", "-f")]
    [InlineData(2, 130, "wait", "slow")]
    public async Task It_ends_in_order(int signal, int expected, params string[] verb)
    {
        var daemon = shared.Daemon;
        // Else it has a socket of the runtime's own from the start.
        using var command = SpinnerProcess.Start(new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" }, [.. verb, "--socket", daemon.Socket]);
        await ConnectedAsync(command);

        ProcFacts.Signal(command.Pid, signal);

        Assert.Equal((expected, "", ""), (await command.EndAsync(), command.Out, command.Error));
        // The request it made is no longer waited for; the launch goes on.
        await daemon.DoAsync("stop", "slow");
    }

    [ProgramFact("mkfifo", Timeout = RealProgram.Limit)]
    public async Task A_daemon_nobody_waited_for_is_ended_and_its_file_removed()
    {
        await using var daemon = new DaemonRun();
        // It cannot listen before it has read this, and nobody writes it.
        using (var made = SpinnerProcess.Start(daemon.Environment, "mkfifo", [daemon.PathOf("certificate.pem")]))
            Assert.Equal(0, await made.EndAsync());
        daemon.WriteText($$"""
            host { listen = "127.0.0.1:1", tokens.one.secret = "{{new string('s', 32)}}" }
            host { certificate = "{{daemon.PathOf("certificate.pem")}}", certificate-key = "{{daemon.PathOf("key.pem")}}" }
            """);
        Directory.CreateDirectory(daemon.PathOf("tmp"));
        daemon.Environment["TMPDIR"] = daemon.PathOf("tmp");
        daemon.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var up = SpinnerProcess.Start(daemon.Environment, "up", "--detach", "-c", daemon.File, "--socket", daemon.Socket);
        var supervisor = 0;
        await Eventually.HoldsAsync(() => daemon.HasLock && (supervisor = ChildOf(up.Pid)) > 0, "it has begun", Limit);

        ProcFacts.Signal(up.Pid, 2);
        await Eventually.HoldsAsync(() => Directory.GetFiles(daemon.PathOf("tmp")).Length == 0, "its file is gone", Limit);
        // Whoever opens it for writing lets it go on.
        await File.WriteAllTextAsync(daemon.PathOf("certificate.pem"), "");

        Assert.Equal(130, await up.EndAsync());
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor), "the daemon is gone", Limit);
    }

    private static int ChildOf(int pid) =>
        int.TryParse(File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ')[0], CultureInfo.InvariantCulture, out var child) ? child : 0;

    private static Task ConnectedAsync(SpinnerProcess command) => Eventually.HoldsAsync(
        () => command.HasExited || Directory.GetFiles($"/proc/{command.Pid}/fd").Any(IsSocket), "it has connected", Limit);

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
