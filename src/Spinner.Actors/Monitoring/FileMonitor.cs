using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Services;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Monitoring;

/// <summary>
/// Tells the sender <see cref="PathWatched"/> when it is known what the path holds, then <see cref="ContentChanged"/> whenever it settles on another
/// content with which the sender can be launched.
/// </summary>
/// <param name="Path">Absolute; it may be missing just then. Of several, what stands for all of them.</param>
/// <param name="Request">The sender's launch, which waits for the answer.</param>
/// <param name="Check">What keeps the sender from being launched; null: nothing. May block; what it throws counts as nothing.</param>
sealed record WatchPath(string Path, AdmissionRequest Request, Func<SpawnException?> Check) : ILocalSignal
{
    /// <summary>What of it counts.</summary>
    public MonitoredFiles Files { get; init; } = new([Path]);
}

/// <summary>The sender watches nothing any more.</summary>
sealed record UnwatchPath : ILocalSignal;

/// <summary>
/// One for all children. A touch arms a short trailing alarm per path; when it is quiet the content decides, so that a save in many
/// writes is one change and a touch without change is none. A path that is missing just then is awaited. Files are read beside the actor.
/// </summary>
sealed class FileMonitor : ServiceActor
{
    private sealed record Touched(string Path) : ILocalSignal;

    /// <summary>What a look has found.</summary>
    private sealed record Inspected(string Path, Fingerprint? Content, IReadOnlyDictionary<Watch, SpawnException?> Changed) : ILocalSignal;

    private sealed class Watch(IActorRef child, WatchPath asked)
    {
        public IActorRef Child => child;
        public WatchPath Asked => asked;
        public Fingerprint? Seen { get; set; }
        public bool IsBegun { get; set; }       // the first look is done
    }

    private readonly IProcessLauncher _launcher;
    private readonly TimeProvider _clock;
    private readonly Action<Action> _beside;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _self = Context.Self;
    private readonly Dictionary<IActorRef, Watch> _watches = [];
    private readonly Dictionary<string, Debounce> _touches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _looking = new(StringComparer.Ordinal);
    private readonly Alarms<string> _alarms;
    private PathWatcher? _watcher;

    public FileMonitor(IProcessLauncher launcher, TimeProvider clock, Action<Action> beside)
    {
        (_launcher, _clock, _beside) = (launcher, clock, beside);
        _alarms = new Alarms<string>(Self, clock);
    }

    /// <param name="launcher">Knows how files are watched.</param>
    /// <param name="clock">The time changes settle by.</param>
    /// <param name="beside">Runs what reads files.</param>
    public static Props Props(IProcessLauncher launcher, TimeProvider clock, Action<Action> beside) =>
        Akka.Actor.Props.Create(() => new FileMonitor(launcher, clock, beside));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case WatchPath w: Begin(Sender, w); break;
            case UnwatchPath: End(Sender); break;
            case Touched t: Touch(t.Path); break;
            case AlarmDue<string> due: if (_alarms.TrySpend(due)) Inspect(due.Key); break;
            case Inspected l: Report(l); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _alarms.Dispose();
        _watcher?.Dispose();
    }

    private void Touch(string root)
    {
        foreach (var path in _watches.Values.Where(w => w.Asked.Files.Roots.Contains(root)).Select(w => w.Asked.Path).Distinct().ToList()) ArmDebounce(path);
    }

    private bool IsWatched(string path) => _watches.Values.Any(w => w.Asked.Path == path);

    private void Begin(IActorRef child, WatchPath watch)
    {
        End(child);
        _watches[child] = new Watch(child, watch);
        try
        {
            _watcher ??= _launcher.WatchFiles(path => _self.Tell(new Touched(path), ActorRefs.NoSender), _clock, notice => _log.Warning("{Notice}", notice));
            foreach (var root in watch.Files.Roots) _watcher.Add(root);
        }
        catch (Exception e)
        {
            _log.Error(e, "{Path} cannot be watched: its changes are not heard", watch.Path);
        }
        // Armed before the first look, so that nothing is missed in between.
        Inspect(watch.Path);
    }

    private void End(IActorRef child)
    {
        if (!_watches.Remove(child, out var watch)) return;
        var path = watch.Asked.Path;
        foreach (var root in watch.Asked.Files.Roots) _watcher?.Remove(root);
        if (IsWatched(path)) return;
        _alarms.Cancel(path);
        _touches.Remove(path);
    }

    private void ArmDebounce(string path) => _alarms.Arm(path, DebounceOf(path).Touch());

    private Debounce DebounceOf(string path)
    {
        if (!_touches.TryGetValue(path, out var debounce)) _touches[path] = debounce = new Debounce(_clock);
        return debounce;
    }

    /// <summary>One look at a path at a time; what comes meanwhile waits for the next.</summary>
    private void Inspect(string path)
    {
        if (!_looking.Add(path))
        {
            ArmDebounce(path);
            return;
        }
        DebounceOf(path).OnInspected();
        var watches = _watches.Values.Where(w => w.Asked.Path == path).Select(w => (w, w.IsBegun, w.Seen)).ToList();
        var files = watches.Select(w => w.w.Asked.Files).FirstOrDefault();
        _beside(() =>
        {
            Fingerprint? content = null;
            var changed = new Dictionary<Watch, SpawnException?>();
            try
            {
                content = files?.TryCompute();
                foreach (var (watch, isBegun, seen) in watches)
                    if (!isBegun) changed[watch] = null;
                    else if (content is not null && !content.Equals(seen)) changed[watch] = Check(watch);
            }
            catch (Exception e)
            {
                _log.Error(e, "{Path} cannot be looked at", path);
            }
            _self.Tell(new Inspected(path, content, changed), ActorRefs.NoSender);
        });
    }

    private SpawnException? Check(Watch watch)
    {
        try
        {
            return watch.Asked.Check();
        }
        catch (Exception e)
        {
            _log.Error(e, "Whether {Path} can be launched is not known", watch.Asked.Path);
            return null;
        }
    }

    private void Report(Inspected looked)
    {
        _looking.Remove(looked.Path);
        foreach (var watch in _watches.Values.Where(w => w.Asked.Path == looked.Path).ToList())
        {
            if (!watch.IsBegun) FinishFirst(watch, looked);
            else if (looked.Changed.TryGetValue(watch, out var refusal)) ReportChange(watch, looked.Content, refusal);
        }
    }

    private void FinishFirst(Watch watch, Inspected looked)
    {
        // A look that began before this watch did is not its first.
        if (!looked.Changed.ContainsKey(watch))
        {
            Inspect(looked.Path);
            return;
        }
        (watch.IsBegun, watch.Seen) = (true, looked.Content);
        watch.Child.Tell(new PathWatched(watch.Asked.Request));
        // A file system that tells of changes late, or not at all, is looked at once more.
        ArmDebounce(looked.Path);
    }

    private void ReportChange(Watch watch, Fingerprint? content, SpawnException? refusal)
    {
        var debounce = DebounceOf(watch.Asked.Path);
        if (refusal is null)
        {
            watch.Seen = content;
            debounce.OnReported();
            watch.Child.Tell(new ContentChanged(watch.Asked.Path));
            return;
        }
        // What runs is healthy, and what is there now cannot: it is still being put there, or never will be right.
        if (debounce.IsFirstRefusal) _log.Warning("{Path} has changed, and is not taken yet: {Refusal}", watch.Asked.Path, refusal.Message);
        _alarms.Arm(watch.Asked.Path, debounce.Refused());
    }
}
