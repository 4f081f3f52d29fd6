
namespace Spinner.Host.Tests.Daemons;

/// <summary>Signals that come before the daemon listens.</summary>
public class EarlySpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(15)]
    [InlineData(2)]
    public async Task It_ends_in_order_and_starts_nothing_any_more(int signal)
    {
        await using var daemon = await BeginAsync();

        Assert.Equal(0, await daemon.EndAsync(signal));

        Assert.EndsWith("Stopped\n", daemon.Process.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task SIGHUP_is_made_up_for()
    {
        await using var daemon = await BeginAsync();

        ProcFacts.Signal(daemon.Process.Pid, 1);

        await Eventually.HoldsAsync(() => daemon.Process.HasExited || daemon.Process.Out.Contains("Reloaded: 0 added", StringComparison.Ordinal),
            "it has reloaded", Limit);
        Assert.False(daemon.Process.HasExited);
        await daemon.PidAsync("web");
    }

    /// <summary>One that has its lock and not yet its socket.</summary>
    private static async Task<DaemonRun> BeginAsync()
    {
        var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        daemon.Launch();
        await Eventually.HoldsAsync(() => daemon.HasLock, "it has begun", Limit);
        return daemon;
    }
}
