using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Control.Live;
using Spinner.Control.Watching;

namespace Spinner.Dashboard.Tests.Server;

public class LiveHubSpec
{
    private const int Limit = 60_000;

    private readonly FakeTimeProvider _clock = new();
    private readonly ISpinner _spinner;
    private readonly BusySpinner _control;
    private readonly LiveHub _hub;

    public LiveHubSpec()
    {
        (_spinner, _control) = BusySpinner.Create();
        _hub = new LiveHub(_spinner, new UsageSampler(_clock), _clock);
        _control.Have("web");
    }

    [Fact(Timeout = Limit)]
    public async Task Who_comes_sees_all_there_is_and_then_what_has_changed()
    {
        using var watcher = await _hub.WatchAsync(CancellationToken.None);
        Assert.Equal(["web"], watcher.Take().All!.Keys);

        _control.Have("web", "api");
        await ChangesAsync(watcher);

        var change = watcher.Take();
        Assert.Null(change.All);
        Assert.Equal(["api"], change.Changed.Select(c => c.Name));
    }

    [Fact(Timeout = Limit)]
    public async Task A_spinner_that_was_too_busy_once_is_looked_at_again()
    {
        using var watcher = await _hub.WatchAsync(CancellationToken.None);
        watcher.Take();
        _control.Have();
        var before = _control.Asked;
        await Eventually.HoldsAsync(() => Later() && _control.Asked > before, "it was asked while it was busy");

        _control.Have("api");
        await ChangesAsync(watcher);

        var change = watcher.Take();
        Assert.Equal(["api"], change.Changed.Select(c => c.Name));
        Assert.Equal(["web"], change.Removed);
    }

    [Fact(Timeout = Limit)]
    public async Task What_happens_during_a_look_is_seen_by_one_more()
    {
        using var watcher = await _hub.WatchAsync(CancellationToken.None);
        var before = _control.Asked;
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _control.Hold(free.Task);
        _control.Happen(1);
        await Eventually.HoldsAsync(() => _control.Asked == before + 1, "it is looked at");

        _control.Happen(100);
        await Eventually.HoldsAsync(() => _control.Heard == 101, "all was heard during that");
        free.SetResult();

        await Eventually.HoldsAsync(() => _control.Asked == before + 2, "it is looked at once more");
        watcher.Take();
        Assert.Equal(before + 2, _control.Asked);
    }

    [Fact(Timeout = Limit)]
    public async Task Who_watches_is_told_when_nothing_is_looked_at_any_more()
    {
        using var watcher = await _hub.WatchAsync(CancellationToken.None);
        watcher.Take();

        _control.Break(new InvalidDataException("broken"));
        await watcher.Changed;

        Assert.Throws<InvalidDataException>(() => watcher.Take());
        Assert.Equal(0, _hub.Watchers);

        using var next = await _hub.WatchAsync(CancellationToken.None);
        Assert.Equal(["web"], next.Take().All!.Keys);
    }

    [Fact(Timeout = Limit)]
    public async Task While_nobody_watches_nothing_is_looked_at()
    {
        var watcher = await _hub.WatchAsync(CancellationToken.None);
        watcher.Dispose();
        Assert.Equal(0, _hub.Watchers);
        var before = _control.Asked;

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before, _control.Asked);
    }

    private Task ChangesAsync(LiveWatcher watcher) => Eventually.HoldsAsync(() => Later() && watcher.Changed.IsCompleted, "something has changed");

    private bool Later()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return true;
    }
}
