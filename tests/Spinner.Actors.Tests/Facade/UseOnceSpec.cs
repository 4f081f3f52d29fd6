using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>A use ends once, however often it and its copies are disposed.</summary>
public sealed class UseOnceSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private static readonly ChildOptions Web = new() { Name = "web", Command = "any", IdleTime = TimeSpan.FromMinutes(30) };
    private readonly ISpinner _spinner;

    public UseOnceSpec() : base(VirtualTime.Config, "once") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(new FakeTimeProvider(), FakeLauncher.Obedient()) with { Children = [Web] });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task Disposing_again_does_nothing()
    {
        var use = await _spinner.UseAsync("web");
        var copy = use;

        use.Dispose();
        use.Dispose();
        copy.Dispose();

        Assert.Equal(0, await UsesAsync());
        Assert.True(_spinner.TryUse("web", out var next));
        Assert.Equal(1, await UsesAsync());
        next.Dispose();
    }

    [Fact]
    public async Task A_late_copy_never_ends_somebody_elses()
    {
        var first = await _spinner.UseAsync("web");
        first.Dispose();
        for (var i = 0; i < 1000; i++)
        {
            using var other = await _spinner.UseAsync("web");
            first.Dispose();
            Assert.Equal(1, await UsesAsync());
        }

        Assert.Equal(0, await UsesAsync());
    }

    [Fact]
    public async Task Of_many_that_dispose_one_use_at_a_time_one_ends_it()
    {
        using var held = await _spinner.UseAsync("web");
        for (var i = 0; i < 200; i++)
        {
            var use = await _spinner.UseAsync("web");
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(use.Dispose)));
            Assert.Equal(1, await UsesAsync());
        }
    }

    [Fact]
    public void A_default_value_is_no_use()
    {
        default(ChildUse).Dispose();
        Assert.Throws<InvalidOperationException>(() => default(ChildUse).Endpoint);
    }

    [Fact]
    public async Task A_launch_that_is_closed_before_it_is_entered_is_no_use()
    {
        var gate = Children.Gates.New(new FakeTimeProvider());
        var waiter = new UseWaiter();
        gate.Close();

        waiter.Answer(gate.Ready, gate);

        Assert.True((await waiter.Task).Use == default);
    }

    private async Task<long> UsesAsync() => (await _spinner.GetAsync("web"))!.AliveBecause!.Uses;
}
