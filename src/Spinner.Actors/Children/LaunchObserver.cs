using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>
/// Passes the callbacks of a launch on to its child. Those that precede the return of Launch wait, so that the child hears Spawned first. What a
/// launch says again and again becomes one message at a time, or none.
/// </summary>
sealed class LaunchObserver(IActorRef child, IActorRef launch, ChildEndpoint endpoint, OwnUse own) : ILaunchObserver
{
    private static readonly TimeSpan Longest = DurationRange.Positive.Max;

    private readonly Lock _lock = new();
    private List<ILocalSignal>? _early = [];
    private TimeSpan? _extension;
    private bool _stopsItself;
    private string? _hung;
    private volatile bool _hasExited;

    public bool HasExited => _hasExited;

    public bool MayBlock => false;

    // A launcher of the user's may say nothing where it should say something.
    public void Ready(LaunchReady? ready) => Tell(new LaunchIsReady(launch, new LaunchReady(ready?.Endpoint ?? endpoint, ready?.Verified ?? false)));

    public void Said(LaunchWords words)
    {
        if (words.IsBusy is { } isBusy) own.Say(isBusy);
        if (words.Extension is { } time && time > TimeSpan.Zero && IsFirst(time < Longest ? time : Longest)) Tell(new ExtendsTime(launch, TakeExtension));
        if (words.Hung is { } why && Interlocked.Exchange(ref _hung, why) is null) Tell(new LaunchHangs(launch, TakeHung));
        if (words.IsStopping && !Interlocked.Exchange(ref _stopsItself, true)) Tell(new StopsItself(launch));
    }

    public void Exited(LaunchExit? exit)
    {
        _hasExited = true;
        Tell(new Exited(launch, new LaunchExit(exit?.Status ?? ExitStatus.Unknown, exit?.ErrorTail ?? [], exit?.Stranger) { StatusText = exit?.StatusText }));
    }

    public void Begin(Spawned spawned)
    {
        lock (_lock)
        {
            child.Tell(spawned, launch);
            _early!.ForEach(signal => child.Tell(signal, launch));
            _early = null;
        }
    }

    /// <returns>False when the child has not yet taken an earlier one.</returns>
    private bool IsFirst(TimeSpan extension)
    {
        lock (_lock)
        {
            var isFirst = _extension is null;
            if (!(_extension > extension)) _extension = extension;
            return isFirst;
        }
    }

    private TimeSpan TakeExtension()
    {
        lock (_lock)
        {
            var time = _extension ?? TimeSpan.Zero;
            _extension = null;
            return time;
        }
    }

    private string TakeHung() => Interlocked.Exchange(ref _hung, null) ?? "";

    private void Tell(ILocalSignal signal)
    {
        lock (_lock)
        {
            if (_early is null) child.Tell(signal, launch);
            else _early.Add(signal);
        }
    }
}
