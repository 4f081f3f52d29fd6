using System.Threading.Channels;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Watching;
using Spinner.Processes;

namespace Spinner.Control.Live;

/// <summary>
/// All children as they are, looked at once a second, and at every event, for all who watch at a time; while nobody does, nothing runs.
/// Safe for concurrent use.
/// </summary>
sealed class LiveHub(ISpinner spinner, UsageSampler usage, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly IReadOnlyDictionary<int, GroupUsage> Nothing = new Dictionary<int, GroupUsage>();

    private readonly Lock _lock = new();
    private readonly HashSet<LiveWatcher> _watchers = [];
    private readonly Dictionary<string, (string Json, ChildView View)> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (UsageRow Row, TimeSpan Cpu, int Pid)> _usage = new(StringComparer.Ordinal);
    private long? _looked;
    private CancellationTokenSource? _end;
    private Task _looking = Task.CompletedTask;

    /// <summary>How many watch.</summary>
    public int Watchers
    {
        get
        {
            lock (_lock) return _watchers.Count;
        }
    }

    /// <summary>Watches until it is disposed.</summary>
    /// <exception cref="SpinnerRejectedException">The spinner has ended.</exception>
    public async Task<LiveWatcher> WatchAsync(CancellationToken cancellationToken)
    {
        var watcher = new LiveWatcher(this);
        lock (_lock)
        {
            _watchers.Add(watcher);
            if (_end is null)
            {
                _end = new CancellationTokenSource();
                var (end, before) = (_end.Token, _looking);
                _looking = Task.Run(() => LookAsync(before, end), CancellationToken.None);
            }
        }

        try
        {
            // Whoever comes sees what is, and not what was a second ago.
            await RefreshAsync(cancellationToken);
            watcher.Reset();
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    /// <summary>For a watcher: what has changed since it last asked.</summary>
    public LiveChange Take(LiveWatcher watcher)
    {
        lock (_lock)
        {
            var (all, names, used) = watcher.TakeChanges();
            return new LiveChange(
                all ? _children.ToDictionary(c => c.Key, c => c.Value.View, StringComparer.Ordinal) : null,
                all ? [] : [.. names.Where(_children.ContainsKey).Select(name => _children[name].View)],
                all ? [] : [.. names.Where(name => !_children.ContainsKey(name))],
                all ? [.. _usage.Values.Select(u => u.Row)] : [.. used.Where(_usage.ContainsKey).Select(name => _usage[name].Row)]);
        }
    }

    /// <summary>For a watcher: it goes.</summary>
    public void Remove(LiveWatcher watcher)
    {
        lock (_lock)
        {
            if (_watchers.Remove(watcher) && _watchers.Count == 0) Clear();
        }
    }

    private async Task LookAsync(Task before, CancellationToken end)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // One look at a time: whatever happens during it is seen by the one after it, once.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var all = CancellationTokenSource.CreateLinkedTokenSource(end);
        await foreach (var part in Task.WhenEach(TickAsync(due.Writer, all.Token), HearAsync(due.Writer, all.Token), RefreshDueAsync(due.Reader, all.Token)))
            try
            {
                await part;
            }
            catch (Exception over) when (all.IsCancellationRequested || SpinnerEndedException.RejectionIn(over) is not null)
            {
                // Nobody watches any more, or the spinner ends: its streams end by that themselves.
            }
            catch (Exception error)
            {
                Fail(error, end);
                await all.CancelAsync();
            }
    }

    /// <summary>Those who watch are told that they see nothing any more; who comes next is looked for anew.</summary>
    private void Fail(Exception error, CancellationToken end)
    {
        lock (_lock)
        {
            // Whoever has come since the last one went is watched for by another round.
            if (_end?.Token != end) return;
            foreach (var watcher in _watchers) watcher.Fail(error);
            _watchers.Clear();
            Clear();
        }
    }

    private void Clear()
    {
        _end?.Cancel();
        _end = null;
        _children.Clear();
        _usage.Clear();
        _looked = null;
    }

    private async Task TickAsync(ChannelWriter<bool> due, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(end)) due.TryWrite(true);
    }

    private async Task HearAsync(ChannelWriter<bool> due, CancellationToken end)
    {
        await foreach (var happened in spinner.WatchAsync(after: null, end))
            if (happened is ChildEvent) due.TryWrite(true);
    }

    private async Task RefreshDueAsync(ChannelReader<bool> due, CancellationToken end)
    {
        await foreach (var _ in due.ReadAllAsync(end))
            try
            {
                await RefreshAsync(end);
            }
            catch (TimeoutException)
            {
                // A spinner that is too busy to answer is asked again in a second.
            }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var children = await spinner.ListAsync(cancellationToken);
        var used = usage.Read(children.Values);
        lock (_lock)
        {
            var changed = new List<string>();
            foreach (var gone in _children.Keys.Where(name => !children.ContainsKey(name)).ToList())
            {
                _children.Remove(gone);
                _usage.Remove(gone);
                changed.Add(gone);
            }

            foreach (var (name, child) in children)
            {
                // What it uses goes by itself: it changes every second.
                var view = Views.Of(child, Nothing);
                var json = LiveJson.Of(view);
                if (_children.TryGetValue(name, out var known) && known.Json == json) continue;
                _children[name] = (json, view);
                changed.Add(name);
            }

            var rows = Measure(children, used);
            foreach (var watcher in _watchers) watcher.Add(changed, rows);
        }
    }

    // Rates of less than a second are mostly noise.
    private List<string> Measure(IReadOnlyDictionary<string, ChildInfo> children, IReadOnlyDictionary<int, GroupUsage> used)
    {
        var now = clock.GetTimestamp();
        var passed = _looked is { } looked ? clock.GetElapsedTime(looked, now) : (TimeSpan?)null;
        if (passed < Every * 0.9) return [];
        _looked = now;
        var rows = new List<string>();
        foreach (var (name, child) in children)
        {
            if (child.Pid is not { } pid || !used.TryGetValue(pid, out var group))
            {
                _usage.Remove(name);
                continue;
            }

            var isKnown = _usage.TryGetValue(name, out var before) && before.Pid == pid && passed is not null;
            var cpu = isKnown ? Math.Round(Math.Max(0, (group.Cpu - before.Cpu) / passed!.Value), 3) : (double?)null;
            var row = new UsageRow(name, cpu, group.Memory, group.Processes);
            if (!isKnown || before.Row != row) rows.Add(name);
            _usage[name] = (row, group.Cpu, pid);
        }

        return rows;
    }
}
