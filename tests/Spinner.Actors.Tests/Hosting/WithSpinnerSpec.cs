using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hosting;

public class WithSpinnerSpec
{
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();

    [Fact]
    public async Task The_manager_is_a_required_actor_and_the_spinner_a_service()
    {
        using var host = SpinnerHost.With(
            a => a.WithSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Command = "any" })),
            s => s.AddSpinner());
        await host.StartAsync();

        var spinner = host.Services.GetRequiredService<ISpinner>();
        var manager = host.Services.GetRequiredService<IRequiredActor<SpinnerKey>>().ActorRef;

        Assert.Same(spinner.Manager, manager);
        Assert.Equal("akka://hosted/user/spinner", manager.Path.ToString());
        Assert.IsType<ChildReady>(await manager.Ask<object>(new StartChild("web"), TimeSpan.FromSeconds(10)));
        await host.StopAsync();
        Assert.Equal(0, _launcher.Living);
    }

    [Fact]
    public async Task A_service_that_needs_the_spinner_may_be_made_before_the_host_starts()
    {
        using var host = SpinnerHost.With(a => a.WithSpinner(o => o.Fakes(_launcher)), s => s.AddSpinner().AddSingleton<Needy>().AddHostedService(p => p.GetRequiredService<Needy>()));

        await host.StartAsync();

        Assert.Equal("spinner", host.Services.GetRequiredService<Needy>().Spinner.Name);
        await host.StopAsync();
    }

    [Fact]
    public async Task Several_spinners_live_side_by_side()
    {
        using var host = SpinnerHost.With(
            a => a.WithSpinner(o => o.Fakes()).WithSpinner<JobsKey>("jobs", o => o.Fakes().AddChild("nightly", c => c with { Command = "any" })),
            s => s.AddSpinner().AddSpinner("jobs"));
        await host.StartAsync();

        var jobs = host.Services.GetRequiredKeyedService<ISpinner>("jobs");

        Assert.Equal(("jobs", "spinner"), (jobs.Name, host.Services.GetRequiredService<ISpinner>().Name));
        Assert.Same(jobs.Manager, host.Services.GetRequiredService<IRequiredActor<JobsKey>>().ActorRef);
        Assert.Equal(["nightly"], (await jobs.ListAsync()).Keys);
        await host.StopAsync();
    }

    [Fact]
    public async Task Code_wins_over_configuration_by_its_order_and_both_over_hocon()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Spinner:DrainTimeout"] = "4s",
            ["Spinner:defaults:idle-time"] = "off",
            ["Spinner:Children:web:Attempts"] = "7",
            ["Spinner:Children:web:Ready:Http:Path"] = "/health",
            ["Spinner:Children:web:StartTimeout"] = "3s",
            ["Spinner:Children:web:args:0"] = "-a",
            ["Spinner:Children:web:args:1"] = "-b",
            ["Spinner:Children:web:env:Path_Of"] = "x",
        }).Build();
        using var host = SpinnerHost.With(
            a => a
                .AddHocon("spinner { drain-timeout = 1s\n children { web { command = hocon, attempts = 1, timeout = 1s, keep = on } } }", HoconAddMode.Append)
                .WithSpinner(o => o.Fakes().Configure(configuration.GetSection("Spinner")).AddChild("web", c => c with { StartTimeout = TimeSpan.FromSeconds(9) })),
            s => s.AddSpinner());
        await host.StartAsync();

        var web = (await host.Services.GetRequiredService<ISpinner>().GetAsync("web"))!.Options;

        Assert.Equal(("hocon", 7, TimeSpan.FromSeconds(9), true), (web.Command, web.Attempts, web.StartTimeout, web.Keep));
        Assert.Equal(["-a", "-b"], web.Args);
        Assert.Equal(Readiness.Http("/health"), web.Ready);
        Assert.Equal("x", web.Environment!["Path_Of"]);
        Assert.Equal(ChildOptions.Never, web.IdleTime);
        await host.StopAsync();
    }

    [Fact]
    public async Task Autostart_starts_with_the_host_and_keep_is_never_idle_stopped()
    {
        using var host = SpinnerHost.With(
            a => a.WithSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Command = "any", Autostart = true, Keep = true })),
            s => s.AddSpinner());
        await host.StartAsync();

        var ready = await host.Services.GetRequiredService<ISpinner>().StartAsync("web");

        Assert.Equal(1, ready.Launch);
        Assert.True((await host.Services.GetRequiredService<ISpinner>().GetAsync("web"))!.AliveBecause!.Keep);
        await host.StopAsync();
    }

    [Fact]
    public async Task Everything_that_is_wrong_fails_the_start_of_the_host_at_once()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Children:web:Attempts"] = "many" }).Build();
        using var host = SpinnerHost.With(a => a
            .AddHocon("spinner.defaults.timeout = soon", HoconAddMode.Append)
            .WithSpinner(o => o.Fakes(_launcher).Configure(configuration).AddChild("web", c => c with { Command = "any", Autostart = true, OutputBuffer = -1 })));

        var refused = (await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync())).GetBaseException();

        Assert.IsType<ConfigurationException>(refused);
        Assert.Contains("Children:web:Attempts is \"many\"; allowed: a whole number", refused.Message, StringComparison.Ordinal);
        Assert.Contains("spinner.defaults.timeout is \"soon\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Children[\"web\"].OutputBuffer is -1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_launcher.Launches);
    }

    [Fact]
    public void A_spinner_that_was_not_planned_is_named() => Assert.Contains(
        "no spinner 'spinner'; call WithSpinner",
        Assert.Throws<InvalidOperationException>(() => SpinnerHost.With(_ => { }, s => s.AddSpinner()).Services.GetRequiredService<ISpinner>()).Message,
        StringComparison.Ordinal);

    private sealed class JobsKey;

    private sealed class Needy(ISpinner spinner) : BackgroundService
    {
        public ISpinner Spinner { get; } = spinner;

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Spinner.ListAsync(stoppingToken);
    }
}
