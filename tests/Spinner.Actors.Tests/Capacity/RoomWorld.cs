using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>What happens next in a <see cref="RoomWorld"/>.</summary>
enum RoomMove
{
    Start,
    StartFifty,
    Use,
    EndUse,
    Ready,
    Crash,
    Moment,
    Seconds,
}

/// <summary>Five hundred children that do not fit together; looks at every launch, every signal and after every step whether a promise is broken.</summary>
sealed class RoomWorld : RoomSpecs
{
    public const int Size = 500;
    private const long Most = 1000;

    private readonly Dictionary<string, (int Order, TimeSpan Since, long Bytes)> _waiting = [];      // asked for, and not launched
    private readonly List<(string Passed, string By, TimeSpan At)> _passed = [];
    private readonly Dictionary<string, int> _uses = [];
    private readonly DateTimeOffset _began;
    private int _asked;
    private string? _broken;

    private RoomWorld(TableSystem table) : base(table)
    {
        _began = Clock.GetUtcNow();
        OnLaunch = JudgeLaunch;
    }

    protected override IReadOnlyList<ChildOptions> Declared { get; } = [.. Enumerable.Range(0, Size).Select(i => Sized($"c{i}", SizeOf(i)))];

    protected override MemoryBudget? Budget => MemoryBudget.Size(Most * MiB);

    private TimeSpan Now => Clock.GetUtcNow() - _began;

    /// <returns>What is violated; null: nothing.</returns>
    public static string? Play(TableSystem table, IReadOnlyList<(RoomMove Move, int Child)> steps)
    {
        using var world = new RoomWorld(table);
        foreach (var (move, child) in steps)
        {
            world.Do(move, child);
            world.Judge();
            if (world._broken is not null) break;
        }
        world.ComeToRest();
        return world._broken;
    }

    private static long SizeOf(int child) => 10 + (child * 37 % 190);

    private void Do(RoomMove move, int child)
    {
        switch (move)
        {
            case RoomMove.Start: Begin(child); break;
            case RoomMove.StartFifty: for (var i = 0; i < 50; i++) Begin((child + (i * 7)) % Size); break;
            case RoomMove.Use when Running().Skip(child % 10).FirstOrDefault() is { } one && Serves(one):
                Use(one);
                _uses[one] = _uses.GetValueOrDefault(one) + 1;
                break;
            case RoomMove.EndUse when _uses.Keys.Skip(child % 5).FirstOrDefault() is { } one: EndUse(one); break;
            case RoomMove.Ready: foreach (var launch in Launcher.Launches.Where(l => l.IsAlive).ToList()) launch.BecomeReady(); break;
            case RoomMove.Crash when Running().Skip(child % 20).FirstOrDefault() is { } one && Serves(one):
                _uses.Remove(one);
                Wait(one);
                Launch(one).Exit(1);
                if (State(one) != ChildState.Restarting) _waiting.Remove(one);
                break;
            case RoomMove.Moment: Advance(0.01); break;
            case RoomMove.Seconds: Advance(child % 4); break;
        }
    }

    private void Begin(int child)
    {
        var name = $"c{child}";
        if (LaunchesOf(name) == 0 || !Launch(name).IsAlive) Wait(name);
        Start(name);
    }

    private void Wait(string name) => _waiting.TryAdd(name, (++_asked, Now, SizeOf(int.Parse(name[1..]))));

    private void EndUse(string name)
    {
        if (--_uses[name] == 0) _uses.Remove(name);
        Gate(name).Exit();
    }

    private void Advance(double seconds)
    {
        Clock.Advance(Seconds(seconds));
        // Who timed out waits no more.
        foreach (var name in _waiting.Keys.Where(n => State(n) is not (ChildState.Starting or ChildState.Restarting)).ToList()) _waiting.Remove(name);
    }

    private IEnumerable<string> Running() => Setup.Children.Views().Where(v => v.State == ChildState.Started).Select(v => v.Spec.Name).Order(StringComparer.Ordinal);

    private bool Serves(string name) => Setup.Children.TryGet(name, out var slot) && slot.Serving is not null;

    private void JudgeLaunch(TestKit.FakeLaunch launch)
    {
        var name = launch.Plan.Name;
        if (!_waiting.Remove(name, out var ours)) return;
        foreach (var (other, first) in _waiting)
            if (first.Order < ours.Order && (ours.Bytes >= first.Bytes || Now - first.Since >= Seconds(5))) _passed.Add((other, name, Now));
    }

    private void Judge()
    {
        var held = Launcher.Launches.Where(l => l.IsAlive).Sum(l => SizeOf(int.Parse(l.Plan.Name[1..])));
        if (held > Most) _broken ??= $"{held} of {Most} MiB are taken";
        foreach (var name in _uses.Keys)
            if (!Serves(name)) _broken ??= $"{name} is used and was stopped";
        // Whose room was made in the same moment was not passed.
        foreach (var (passed, by, at) in _passed)
            if (at < Now && _waiting.TryGetValue(passed, out var asked) && asked.Since <= at) _broken ??= $"{by} passed {passed} at {at}";
        _passed.RemoveAll(p => p.At < Now || !_waiting.ContainsKey(p.Passed));
    }

    private void ComeToRest()
    {
        foreach (var name in _uses.Keys.ToList())
            while (_uses.ContainsKey(name)) EndUse(name);
        for (var i = 0; i < 20; i++)
        {
            Do(RoomMove.Ready, 0);
            Advance(5);
        }
        if (_broken is null && !AllAnswered) _broken = "somebody waits for ever";
    }
}
