using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Reading what children write, in virtual time.</summary>
public sealed class OutputSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private const int Limit = 60_000;

    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly ISpinner _spinner;

    public OutputSpec() : base(VirtualTime.Config, "outputs") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(new FakeTimeProvider(), _launcher) with { Children = [Web] });

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any" };

    private static OutputReading Follow { get; } = new() { Follow = true };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact(Timeout = Limit)]
    public async Task What_is_kept_is_that_of_all_launches()
    {
        Assert.Empty(await ReadAsync());
        await PrintAsync("one");
        await _spinner.StopAsync("web");
        Assert.Equal(["one"], await ReadAsync());
        await PrintAsync("two");
        Assert.Equal(["one", "two"], await ReadAsync());
        Assert.Equal(["two"], await ReadAsync(new OutputReading { Last = 1 }));
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_may_wait_for_a_child_that_was_never_started_and_follows_it_over_restarts()
    {
        await using var lines = _spinner.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        var first = lines.MoveNextAsync();
        Assert.False(first.IsCompleted);
        await PrintAsync("one");
        Assert.True(await first);
        await _spinner.RestartAsync("web");
        await PrintAsync("two");
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("two", Assert.IsType<OutputLine>(lines.Current).Text);
    }

    [Fact(Timeout = Limit)]
    public async Task Following_ends_when_the_child_is_removed()
    {
        await PrintAsync("one");
        await using var lines = _spinner.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        await _spinner.RemoveAsync("web");
        Assert.False(await lines.MoveNextAsync());
        await UnknownAsync("web");
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_was_removed_and_made_anew_is_another()
    {
        await PrintAsync("old");
        var old = (OutputLine)(await AllAsync())[0];
        await _spinner.RemoveAsync("web");
        await PrintAsync("new");
        var after = await AllAsync(new OutputReading { After = old.Sequence });
        Assert.Null(Assert.IsType<OutputMissed>(after[0]).Lines);
        Assert.Equal("new", Assert.IsType<OutputLine>(after[1]).Text);
    }

    [Fact(Timeout = Limit)]
    public async Task Following_ends_with_the_spinner()
    {
        await using var lines = _spinner.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        var first = lines.MoveNextAsync();
        await _spinner.DisposeAsync();
        Assert.False(await first);
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => ReadAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Nobody_has_no_output() => await UnknownAsync("nobody");

    [Fact(Timeout = Limit)]
    public async Task A_reader_goes_on_when_the_child_keeps_more_or_less_from_now_on()
    {
        await using var lines = _spinner.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        await PrintAsync("one");
        Assert.True(await lines.MoveNextAsync());
        await _spinner.StopAsync("web");
        await _spinner.StartAsync(Web with { OutputBuffer = 8 });
        _launcher.Last.WriteOutput("two");
        Assert.True(await lines.MoveNextAsync());
        _launcher.Last.WriteOutput("three");
        _launcher.Last.WriteOutput("four");
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(1, Assert.IsType<OutputMissed>(lines.Current).Lines);
        Assert.Equal(["four"], await ReadAsync());
    }

    private async Task PrintAsync(string line)
    {
        await _spinner.StartAsync(Web);
        _launcher.Last.WriteOutput(line);
    }

    private async Task UnknownAsync(string name)
    {
        var unknown = await Assert.ThrowsAsync<SpinnerRejectedException>(async () =>
        {
            await foreach (var _ in _spinner.ReadOutputAsync(name)) { }
        });
        Assert.Equal(SpinnerError.NoSuchChild, unknown.Reason);
        Assert.Contains(name, unknown.Message, StringComparison.Ordinal);
    }

    private async Task<List<ChildOutput>> AllAsync(OutputReading? reading = null)
    {
        var all = new List<ChildOutput>();
        await foreach (var next in _spinner.ReadOutputAsync("web", reading)) all.Add(next);
        return all;
    }

    private async Task<IEnumerable<string>> ReadAsync(OutputReading? reading = null) => (await AllAsync(reading)).Cast<OutputLine>().Select(l => l.Text);
}
