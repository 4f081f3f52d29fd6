using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Monitoring;

/// <summary>Tells the sender <see cref="FileChanged"/> whenever the path settles on another content than last told, first than the baseline.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Baseline">What the path held before the sender's first launch; null: it did not exist.</param>
sealed record WatchPath(string Path, Fingerprint? Baseline) : ILocalSignal;

/// <summary>The sender watches nothing any more.</summary>
sealed record ForgetPath : ILocalSignal;

/// <summary>
/// One for all children. A touch arms a short trailing alarm per path; when it is quiet the content decides, so that a save in many
/// writes is one change and a touch without change is none. A path that is missing just then is awaited.
/// </summary>
sealed class FileMonitor : UntypedActor
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(100);

    private sealed record Touched(string Path) : ILocalSignal;

    private sealed record Watch(string Path, Fingerprint? Seen);

    private readonly Dictionary<IActorRef, Watch> _watches = [];
    private readonly Alarms<string> _alarms;
    private readonly PathWatcher _watcher;

    public FileMonitor(IProcessLauncher launcher, TimeProvider clock)
    {
        var self = Self;
        var log = Context.GetLogger();
        _alarms = new Alarms<string>(self, clock);
        _watcher = launcher.WatchFiles(path => self.Tell(new Touched(path), ActorRefs.NoSender), clock, notice => log.Warning("{Notice}", notice));
    }

    public static Props Props(IProcessLauncher launcher, TimeProvider clock) => Akka.Actor.Props.Create(() => new FileMonitor(launcher, clock));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WatchPath w: Begin(Sender, w); break;
            case ForgetPath: End(Sender); break;
            case Touched t: if (_watches.Values.Any(w => w.Path == t.Path)) _alarms.Arm(t.Path, Debounce); break;
            case AlarmDue<string> due: if (_alarms.Take(due)) Look(due.Key); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _alarms.Dispose();
        _watcher.Dispose();
    }

    private void Begin(IActorRef child, WatchPath watch)
    {
        End(child);
        _watches[child] = new Watch(watch.Path, watch.Baseline);
        _watcher.Add(watch.Path);
        // The baseline was taken before the watch was armed: look once for what happened in between.
        _alarms.Arm(watch.Path, Debounce);
    }

    private void End(IActorRef child)
    {
        if (!_watches.Remove(child, out var watch)) return;
        _watcher.Remove(watch.Path);
        if (_watches.Values.All(w => w.Path != watch.Path)) _alarms.Cancel(watch.Path);
    }

    private void Look(string path)
    {
        if (Fingerprint.TryTake(path) is not { } now) return;
        foreach (var (child, watch) in _watches.Where(w => w.Value.Path == path && !now.Equals(w.Value.Seen)).ToList())
        {
            _watches[child] = watch with { Seen = now };
            child.Tell(new FileChanged(path));
        }
    }
}
