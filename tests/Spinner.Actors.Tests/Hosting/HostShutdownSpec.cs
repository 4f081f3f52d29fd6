using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hosting;

public class HostShutdownSpec
{
    [Theory]
    [InlineData("", 35, 37)]
    [InlineData("spinner.drain-timeout = 10s", null, 12)]
    [InlineData("spinner.drain-timeout = 10s", 20, 22)]
    [InlineData("akka.coordinated-shutdown.phases.service-stop.timeout = 90s", 20, 90)]
    public async Task The_phase_that_drains_gets_the_drain_timeout_and_two_seconds(string hocon, int? drain, int phase)
    {
        using var host = SpinnerHost.With(a => a
            .AddHocon(hocon, HoconAddMode.Append)
            .WithSpinner(o => o.Fakes().ConfigureOptions(s => s with { DrainTimeout = drain is { } d ? TimeSpan.FromSeconds(d) : null })));

        var shutdown = CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>());

        Assert.Equal(TimeSpan.FromSeconds(phase), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task New_starts_are_refused_before_the_drain_while_what_runs_may_be_used()
    {
        var launcher = FakeLauncher.Obedient();
        using var host = SpinnerHost.With(
            a => a.WithSpinner(o => o.Fakes(launcher).AddChild("web", c => c with { Command = "any" }).AddChild("api", c => c with { Command = "any" })),
            s => s.AddSpinner());
        await host.StartAsync();
        var spinner = host.Services.GetRequiredService<ISpinner>();
        await spinner.StartAsync("web");
        var seen = new TaskCompletionSource<(SpinnerError New, SpinnerError Again, object Warm)>();
        CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>()).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "look", async () =>
        {
            var cold = await Assert.ThrowsAsync<SpinnerRejectedException>(() => spinner.StartAsync("api"));
            var again = await Assert.ThrowsAsync<SpinnerRejectedException>(() => spinner.RestartAsync("web"));
            seen.SetResult((cold.Reason, again.Reason, await spinner.Manager.Ask<object>(new StartChild("web"), TimeSpan.FromSeconds(5))));
            return Akka.Done.Instance;
        });

        await host.StopAsync();

        var (fresh, restarted, warm) = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((SpinnerError.ShuttingDown, SpinnerError.ShuttingDown), (fresh, restarted));
        Assert.IsType<ChildReady>(warm);
        Assert.Equal(["SIGTERM"], Assert.Single(launcher.Launches).Signals);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(37, false)]
    public async Task A_host_that_gives_up_too_early_is_advised_once(int seconds, bool advised)
    {
        var lines = new LogLines();
        using var host = SpinnerHost.With(
            a => a.ConfigureLoggers(l => { l.ClearLoggers(); l.AddLoggerFactory(lines); }).WithSpinner(o => o.Fakes()),
            s => s.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(seconds)));
        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(advised ? 1 : 0, lines.Texts.Count(l => l.Contains("HostOptions.ShutdownTimeout", StringComparison.Ordinal)));
    }
}
