using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Services;
using Spinner.Actors.Time;

namespace Spinner.Actors.Monitoring;

/// <summary>
/// One for all children: finds launches that serve and should be replaced though nothing has changed, because they are not well, hold too much memory, or
/// have served for long or often enough, and tells their child to <see cref="Recycle"/> them. It goes on until it is told that a launch serves no more:
/// one that could not be replaced is told of again. Looks are made beside the actor, one of a kind at a time for a launch. What asks for none of it costs nothing.
/// </summary>
sealed class HealthMonitor : ServiceActor
{
    private static readonly TimeSpan MemoryEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MemoryAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);

    private enum Look
    {
        Check,
        Memory,
        Age,
        Uses,
    }

    private sealed record Checked(WatchedLaunch Launch, string? Wrong) : ILocalSignal;

    private sealed record Weighed(WatchedLaunch Launch, long? Bytes) : ILocalSignal;

    private readonly TimeProvider _clock;
    private readonly Action<Action> _beside;
    private readonly Alarms<(WatchedLaunch Launch, Look Look)> _alarms;
    private readonly Dictionary<AdmissionRequest, WatchedLaunch> _watched = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public HealthMonitor(TimeProvider clock, Action<Action> beside)
    {
        (_clock, _beside) = (clock, beside);
        _alarms = new Alarms<(WatchedLaunch, Look)>(Self, clock);
    }

    public static Props Props(TimeProvider clock, Action<Action> beside) => Akka.Actor.Props.Create(() => new HealthMonitor(clock, beside));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case WatchHealth w: Watch(new WatchedLaunch(w, Sender, _clock.GetTimestamp())); break;
            case UnwatchHealth u: Unwatch(u.Request); break;
            case UsedUp u: if (_watched.TryGetValue(u.Request, out var used)) AwaitReplacement(used); break;
            case AlarmDue<(WatchedLaunch, Look)> due: if (_alarms.TrySpend(due)) GoOn(due.Key); break;
            case Checked c: if (IsWatched(c.Launch)) Hear(c); break;
            case Weighed w: if (IsWatched(w.Launch)) Hear(w); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _alarms.Dispose();
        foreach (var launch in _watched.Values) launch.End();
    }

    private bool IsWatched(WatchedLaunch launch) => _watched.GetValueOrDefault(launch.Request) == launch;

    private void Watch(WatchedLaunch launch)
    {
        Unwatch(launch.Request);
        _watched[launch.Request] = launch;
        if (launch.Spec.IsLookedAt) _alarms.Arm((launch, Look.Check), launch.Spec.Live.Every);
        if (launch.Spec.MemoryLimit is not null) _alarms.Arm((launch, Look.Memory), MemoryEvery);
        // Those that were launched together are not replaced together.
        if (launch.Spec.MaxLifetime is { } lifetime) _alarms.Arm((launch, Look.Age), lifetime * (0.9 + (0.2 * Random.Shared.NextDouble())));
    }

    private void Unwatch(AdmissionRequest request)
    {
        if (!_watched.Remove(request, out var launch)) return;
        foreach (var look in Enum.GetValues<Look>()) _alarms.Cancel((launch, look));
        launch.End();
    }

    private void GoOn((WatchedLaunch Launch, Look Look) due)
    {
        var (launch, look) = due;
        switch (look)
        {
            case Look.Check: Check(launch); break;
            case Look.Memory: Weigh(launch); break;
            case Look.Age: Replace(launch, TransitionCause.Lifetime, look); break;
            default: Replace(launch, TransitionCause.Requests, look); break;
        }
    }

    private void Check(WatchedLaunch launch)
    {
        var self = Self;
        _beside(() => _ = TellAsync());

        async Task TellAsync()
        {
            try
            {
                self.Tell(new Checked(launch, await launch.Process.CheckAsync(launch.Endpoint, launch.Ended).ConfigureAwait(false)), ActorRefs.NoSender);
            }
            catch (OperationCanceledException) when (launch.Ended.IsCancellationRequested)
            {
                // Nobody wants to know any more.
            }
        }
    }

    private void Weigh(WatchedLaunch launch)
    {
        var self = Self;
        _beside(() => self.Tell(new Weighed(launch, launch.Process.MemoryInUse()), ActorRefs.NoSender));
    }

    private void Hear(Checked heard)
    {
        var (launch, live) = (heard.Launch, heard.Launch.Spec.Live);
        launch.Failures = heard.Wrong is null ? 0 : launch.Failures + 1;
        if (heard.Wrong is not null)
            _log.Warning("Child {Child} is not well, {Failures} of {Allowed} times in a row: {Why}", launch.Spec.Name, launch.Failures, live.Failures, heard.Wrong);
        _alarms.Arm((launch, Look.Check), live.Every);
        if (launch.Failures < live.Failures) return;
        launch.Failures = 0;
        var often = live.Failures == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {live.Failures} times in a row");
        launch.Child.Tell(new Recycle(launch.Request, TransitionCause.Unhealthy, heard.Wrong + often) { Noticed = live.Noticed });
    }

    private void Hear(Weighed heard)
    {
        var (launch, limit) = (heard.Launch, heard.Launch.Spec.MemoryLimit!.Value);
        if (heard.Bytes is null && ++launch.Unweighed == 2)
            _log.Warning("The system does not tell how much memory child {Child} holds, so its limit of {Limit} means nothing", launch.Spec.Name, SizeText.Format(limit));
        var (isOver, wasOver) = (heard.Bytes > limit, launch.IsOverMemory);
        launch.IsOverMemory = isOver && !wasOver;
        _alarms.Arm((launch, Look.Memory), launch.IsOverMemory ? MemoryAgain : MemoryEvery);
        if (!isOver || !wasOver) return;
        var why = $"holds {SizeText.Format(heard.Bytes!.Value)} of memory, more than its {SizeText.Format(limit)}";
        launch.Child.Tell(new Recycle(launch.Request, TransitionCause.Memory, why) { Noticed = MemoryEvery + MemoryAgain });
    }

    /// <summary>It was used as often as it may be. One that is used up at once, again and again, would never serve.</summary>
    private void AwaitReplacement(WatchedLaunch launch)
    {
        var left = launch.Spec.RestartTolerance - _clock.GetElapsedTime(launch.Since);
        _alarms.Arm((launch, Look.Uses), left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Replace(WatchedLaunch launch, TransitionCause cause, Look look)
    {
        launch.Child.Tell(new Recycle(launch.Request, cause));
        _alarms.Arm((launch, look), TellAgain);
    }
}
