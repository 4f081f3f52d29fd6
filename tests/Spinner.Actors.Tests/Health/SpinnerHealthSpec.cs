using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Hosting;

namespace Spinner.Actors.Tests.Health;

public sealed class SpinnerHealthSpec : IAsyncLifetime
{
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly IHost _host;

    public SpinnerHealthSpec() => _host = SpinnerHost.With(
        a => a.WithSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Command = "any" }).AddChild("api", c => c with { Command = "any" })),
        s => s.AddSpinner().AddHealthChecks());

    private ISpinner Spinner => _host.Services.GetRequiredService<ISpinner>();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task It_is_healthy_while_no_child_is_faulted()
    {
        await Spinner.StartAsync("web");

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task It_is_degraded_by_a_faulted_child_and_names_it_with_the_reason()
    {
        _launcher.FailNext(SpawnFailure.CommandNotFound, "There is no 'any'.");
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.StartAsync("api"));

        var health = await CheckAsync();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("api", health.Description, StringComparison.Ordinal);
        Assert.Equal("SpawnFailed: There is no 'any'.", Assert.Single(health.Data, d => d.Key == "api").Value);
    }

    [Fact]
    public async Task It_is_unhealthy_when_the_manager_does_not_answer()
    {
        Assert.True(await Spinner.Manager.GracefulStop(TimeSpan.FromSeconds(10)));

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync()).Status);
    }

    private async Task<HealthReportEntry> CheckAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["spinner"];
}
