using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Telemetry;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Telemetry;

/// <summary>While nobody listens nothing is allocated for telemetry, and nothing at all where a request finds its child started.</summary>
[Collection(TelemetrySpec.Collection)]
public sealed class NobodyListensSpec() : Akka.TestKit.Xunit2.TestKit(VirtualTime.Config)
{
    private const int Rounds = 10_000;

    [Fact]
    public async Task A_use_of_a_started_child_allocates_nothing()
    {
        await using var spinner = await StartedAsync();

        Assert.Equal(0, AllocatedBy(() =>
        {
            if (spinner.TryUse("web", out var use)) use.Dispose();
        }));
    }

    [Fact]
    public async Task A_start_of_a_started_child_allocates_nothing()
    {
        await using var spinner = await StartedAsync();

        Assert.Equal(0, AllocatedBy(() => spinner.StartAsync("web")));
    }

    [Fact]
    public void A_cold_start_is_not_measured()
    {
        var start = new ColdStart("spinner", "web", TimeProvider.System, static e => throw e);
        var endpoint = new TcpEndpoint("127.0.0.1", 9);

        Assert.Equal(0, AllocatedBy(() =>
        {
            start.Begin(TransitionCause.Start, default);
            start.RecordEndpoint(endpoint);
            start.RecordSpawn(4711);
            start.RecordState(ChildState.Started, fault: null);
        }));
    }

    [Fact]
    public void Events_are_not_counted()
    {
        var fault = new ChildFaulted(new ChildFault(SpinnerError.CrashLoop, "crashed twice", null));
        var restart = new ChildRestarted(new TcpEndpoint("127.0.0.1", 9), 4711);

        Assert.Equal(0, AllocatedBy(() =>
        {
            SpinnerMetrics.Count(fault);
            SpinnerMetrics.Count(restart);
        }));
    }

    [Fact]
    public void Nobody_listens_here()
    {
        Assert.False(SpinnerTelemetry.Source.HasListeners());
        Assert.False(SpinnerMetrics.Starts.Enabled);
        Assert.Null(Activity.Current);
    }

    private async Task<ISpinner> StartedAsync()
    {
        var spinner = Sys.CreateSpinner(VirtualTime.Options(new FakeTimeProvider(), FakeLauncher.Obedient()));
        await spinner.StartAsync(new ChildOptions { Name = "web", Command = "any" });
        return spinner;
    }

    private static long AllocatedBy(Action act)
    {
        for (var i = 0; i < Rounds; i++) act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
