using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Xunit;

namespace MyApp.Tests;

/// <summary>A user of the packages has a spinner in a host, with one call.</summary>
public sealed class HostedSpec
{
    [Fact(Timeout = 60_000)]
    public async Task A_host_starts_and_stops_its_children()
    {
        var launcher = FakeLauncher.Obedient();
        var builder = Host.CreateApplicationBuilder();
        builder.AddSpinner(o => o
            .ConfigureOptions(s => s with { Launcher = launcher, Endpoints = new FakeEndpoints() })
            .AddChild("web", c => c with { Command = "any", Autostart = true }));
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(1, (await host.Services.GetRequiredService<ISpinner>().StartAsync("web")).Launch);

        await host.StopAsync();
        Assert.Equal(0, launcher.Living);
    }
}
