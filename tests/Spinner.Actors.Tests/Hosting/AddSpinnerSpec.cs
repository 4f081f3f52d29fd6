using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hosting;

/// <summary>One call on the builder of a host does it all.</summary>
public class AddSpinnerSpec
{
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();

    [Fact]
    public async Task Configuration_code_service_and_health_come_with_one_call()
    {
        var builder = SpinnerHost.Builder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Spinner:Defaults:IdleTime"] = "00:05:00",
            ["Spinner:Children:web:Command"] = "any",
            ["Spinner:Children:web:Attempts"] = "7",
        });
        builder.AddSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Attempts = 2 }));
        builder.Services.Configure<SpinnerBuilder>(o => o.AddChild("api", c => c with { Command = "any", Autostart = true }));
        builder.Services.AddHealthChecks();
        using var host = builder.Build();
        await host.StartAsync();

        var spinner = host.Services.GetRequiredService<ISpinner>();
        var web = (await spinner.GetAsync("web"))!.Options;

        Assert.Equal((2, TimeSpan.FromMinutes(5)), (web.Attempts, web.IdleTime));
        Assert.Equal(1, (await spinner.StartAsync("api")).Launch);
        Assert.Same(spinner.Manager, host.Services.GetRequiredService<IRequiredActor<SpinnerKey>>().ActorRef);
        Assert.Equal(["web", "api"], host.Services.GetRequiredService<IOptions<SpinnerOptions>>().Value.Children.Select(c => c.Name));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, health.Entries["spinner"].Status);
        await host.StopAsync();
        Assert.Equal(0, _launcher.Living);
    }

    [Fact]
    public async Task All_that_is_wrong_fails_the_start_before_anything_is_launched()
    {
        var builder = SpinnerHost.Builder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Spinner:Children:web:StopTimout"] = "soon" });
        builder.AddSpinner(o => o.Fakes(_launcher)
            .AddChild("web", c => c with { Command = "any", Autostart = true, OutputBuffer = -1 })
            .AddChild("api", _ => new ChildOptions { Name = "app", Command = "any" }));
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(
            ["Children[\"api\"].Name is \"app\"", "Children[\"web\"].OutputBuffer is -1", "Spinner:Children:web:StopTimout is an unknown key, did you mean stop-timeout?"],
            refused.Failures.Select(f => f.Split("; allowed")[0]).Order(StringComparer.Ordinal));
        Assert.Empty(_launcher.Launches);
    }

    [Fact]
    public async Task Who_resolves_the_spinner_launches_nothing()
    {
        var builder = SpinnerHost.Builder();
        builder.AddSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Command = "any", Autostart = true }));
        using var host = builder.Build();

        var spinner = host.Services.GetRequiredService<ISpinner>();
        Assert.Equal(ChildState.Stopped, (await spinner.GetAsync("web"))!.State);
        Assert.Empty(_launcher.Launches);

        await host.StartAsync();
        Assert.Equal(1, (await spinner.StartAsync("web")).Launch);
        await host.StopAsync();
    }

    [Fact]
    public void A_child_keeps_the_name_it_is_declared_by() => Assert.Equal(
        new ChildOptions { Name = "web", Script = "./web.js" },
        Assert.Single(new SpinnerBuilder().AddChild("web", _ => new ChildOptions { Script = "./web.js" }).Options.Children));

    [Fact]
    public void A_child_that_is_added_whole_replaces_one_of_its_name()
    {
        var first = new ChildOptions { Name = "./web.js", Command = "node", Attempts = 2 };
        var (second, other) = (new ChildOptions { Script = "./web.js" }, new ChildOptions { Name = "api", Command = "any" });

        Assert.Equal([other, second], new SpinnerBuilder().AddChild(first).AddChild(other).AddChild(second).Options.Children);
    }

    [Fact]
    public void A_host_that_has_an_actor_system_is_told_the_other_way()
    {
        var builder = SpinnerHost.Builder();
        builder.Services.AddAkka("mine", _ => { });

        Assert.Contains("WithSpinner", Assert.Throws<InvalidOperationException>(() => builder.AddSpinner()).Message, StringComparison.Ordinal);
    }
}
