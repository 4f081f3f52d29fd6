using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>One graph of children and what happens to it; looks at the invariants at every launch and after every step.</summary>
sealed class GraphWorld : NeedSpecs
{
    public const int Size = 12;

    private readonly IReadOnlyList<ChildOptions> _children;
    private readonly HashSet<string> _alone = [];   // a later start may join one that was asked for without needs
    private readonly HashSet<string> _done = [];
    private readonly List<(string Name, ReplyWaiter Waiter)> _asking = [];  // of those that may give up
    private string? _broken;

    // The declarations are asked for before this constructor is at work.
    [ThreadStatic]
    private static IReadOnlyList<ChildOptions>? s_declared;

    private GraphWorld(TableSystem table, IReadOnlyList<ChildOptions> children) : base(table)
    {
        _children = children;
        OnLaunch = JudgeLaunch;
    }

    protected override IReadOnlyList<ChildOptions> Declared => s_declared!;

    /// <summary>Children that need only such as come before them.</summary>
    public static ChildOptions[] Declare(int[] counts, int[] picks, int[] kinds) =>
    [
        .. Enumerable.Range(0, Size).Select(child =>
        {
            var needs = picks.Skip(child * 3).Take(child == 0 ? 0 : counts[child]).DistinctBy(p => p % child).Select(p => new ChildNeed($"c{p % child}")
            {
                When = IsTask(kinds[p % child]) ? NeedWhen.Done : p % 3 == 0 ? NeedWhen.Started : NeedWhen.Ready,
                RestartWith = !IsTask(kinds[p % child]) && p % 5 == 0,
            }).ToList();
            return IsTask(kinds[child]) ? Task($"c{child}", needs) : Server($"c{child}", needs) with { Reload = kinds[child] % 2 == 0 ? ReloadMode.Overlap : ReloadMode.Restart };
        }),
    ];

    public static string Format(ChildOptions child) => $"{child.Name}{(child.Kind == ChildKind.Task ? "!" : "")} ← {string.Join(" ", child.Needs!.Select(n => $"{n.Name}.{n.When}"))}";

    /// <returns>What is violated; null: nothing.</returns>
    public static string? Play(TableSystem table, IReadOnlyList<ChildOptions> children, IReadOnlyList<GraphStep> steps)
    {
        s_declared = children;
        try
        {
            using var world = new GraphWorld(table, children);
            return world.Play(steps);
        }
        catch (Xunit.Sdk.XunitException broken)
        {
            return broken.Message;
        }
    }

    private string? Play(IReadOnlyList<GraphStep> steps)
    {
        foreach (var step in steps)
        {
            Do(step);
            JudgeHolds();
            if (_broken is not null) return $"{_broken}, after {step}";
        }
        ComeToRest();
        return _broken;
    }

    private static bool IsTask(int kind) => kind % 4 == 0;

    private void Do(GraphStep step)
    {
        var name = $"c{step.Child}";
        var alive = Launcher.LaunchesOf(name).LastOrDefault(l => l.IsAlive);
        switch (step.Move)
        {
            case GraphMove.Start: Start(name); break;
            case GraphMove.StartAlone: _alone.Add(name); Send(new StartChild(name) { WithoutNeeds = true }); break;
            case GraphMove.Ask: Ask(name); break;
            case GraphMove.GiveUp: GiveUp(); break;
            case GraphMove.Stop: Send(new StopChild(name)); break;
            case GraphMove.Restart: Send(new RestartChild(name)); break;
            case GraphMove.Remove: Send(new RemoveChild(name)); break;
            case GraphMove.StopAll: Send(new StopAllChildren()); break;
            case GraphMove.Ready: MakeReady(alive); break;
            case GraphMove.ReadyAll: foreach (var launch in Launcher.Launches.Where(l => l.IsAlive)) MakeReady(launch); break;
            case GraphMove.ExitsWell: if (alive is not null) EndWell(alive); break;
            case GraphMove.Crashes: alive?.Exit(1); break;
            case GraphMove.Waits: Clock.Advance(Seconds(2)); break;
            case GraphMove.WaitsLong: Clock.Advance(TimeSpan.FromMinutes(2)); break;
            case GraphMove.IgnoresTerm: Stubborn.Add(name); break;
        }
    }

    private void Ask(string name)
    {
        _asking.Add((name, new ReplyWaiter()));
        Manager.Tell(new Request(new StartChild(name), _asking[^1].Waiter));
    }

    /// <summary>The first that waits does not any more.</summary>
    private void GiveUp()
    {
        if (_asking.Find(a => !a.Waiter.Task.IsCompleted) is not (var name, { } waiter)) return;
        waiter.TryFail(new OperationCanceledException());
        Manager.Tell(new Cancelled(name, waiter));
    }

    private bool NobodyAsks => AllAnswered && _asking.TrueForAll(static a => a.Waiter.Task.IsCompleted);

    private void MakeReady(FakeLaunch? launch)
    {
        if (launch is null) return;
        if (launch.Plan.Ready != Readiness.Exit) launch.BecomeReady();
        else EndWell(launch);
    }

    private void EndWell(FakeLaunch launch)
    {
        if (launch.Plan.Ready == Readiness.Exit && launch.Signals.Count == 0) _done.Add(launch.Plan.Name);
        launch.Exit(0);
    }

    private void JudgeLaunch(FakeLaunch launch)
    {
        var child = _children.First(c => c.Name == launch.Plan.Name);
        if (_alone.Contains(child.Name!)) return;
        foreach (var need in child.Needs!)
        {
            var isThere = need.When switch
            {
                NeedWhen.Ready => Setup.AdmissionViews.Serves(need.Name),
                NeedWhen.Done => _done.Contains(need.Name),
                _ => LaunchesOf(need.Name) > 0,
            };
            if (!isThere) _broken ??= $"{launch} is launched without {need.Name} {need.When}";
        }
    }

    private void JudgeHolds()
    {
        foreach (var child in _children.Where(c => Setup.Children.TryGet(c.Name!, out _)))
            foreach (var holders in HeldBy(child.Name!).GroupBy(h => h["needed by ".Length..]))
            {
                var living = Launcher.LaunchesOf(holders.Key).Count(l => l.IsAlive);
                var pending = Setup.Children.TryGet(holders.Key, out var slot) && slot.View.Asking is not null ? 1 : 0;
                if (holders.Count() > living + pending) _broken ??= $"{child.Name} is held {holders.Count()} times by {holders.Key}, of which {living} live";
            }
    }

    private void ComeToRest()
    {
        Stubborn.Clear();
        for (var n = 0; n < 200 && !NobodyAsks; n++)
        {
            foreach (var launch in Launcher.Launches.Where(l => l.IsAlive)) MakeReady(launch);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        if (!NobodyAsks) _broken ??= "somebody waits for ever";
        var stopped = Send(new StopAllChildren());
        Clock.Advance(TimeSpan.FromMinutes(2));
        if (stopped.Heard.Count == 0) _broken ??= "the stop of all is never answered";
        if (Launcher.Living > 0) _broken ??= "a process lives when all are stopped";
    }
}
