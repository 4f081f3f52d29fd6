using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Properties;

// The processes: how they behave, and what is spawned.
sealed partial class World : IProcessLauncher
{
    private enum Temper
    {
        Waits,
        ReadyAtOnce,
        ExitsAtOnce,
        CrashesAtOnce,
    }

    private const int MostLaunches = 500;

    private readonly FakeLauncher _fakes;
    private readonly List<Launched> _launches = [];
    private Launched.Spy? _arriving;
    private Temper _temper;
    private bool _launcherThrows;
    private bool _launcherGivesNull;
    private bool _ignoresTerm;
    private bool _ignoresKill;

    private IReadOnlyList<Launched> Alive => [.. _launches.Where(l => l.IsAlive)];

    /// <summary>Of those that live, from the latest, over and over.</summary>
    private Launched? Pick(int pick) => Alive is { Count: > 0 } alive ? alive[alive.Count - 1 - (pick % alive.Count)] : null;

    bool IProcessLauncher.MayBlock => false;

    ILaunch IProcessLauncher.Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        JudgeLaunch(plan);
        if (_launches.Count > MostLaunches) throw new SpawnException(SpawnFailure.Refused, "Launches never end.");
        if (_launcherThrows)
        {
            _launcherThrows = false;
            throw new UserBug();
        }
        if (_launcherGivesNull)
        {
            _launcherGivesNull = false;
            return null!;
        }
        _arriving = new Launched.Spy(this, observer);
        return _fakes.Launch(plan, _arriving);
    }

    private void Arrive(FakeLaunch fake)
    {
        var launch = new Launched(this, fake, _arriving!);
        fake.OnTerminate = _ => launch.Terminate();
        fake.OnKill = _ => launch.Kill();
        _launches.Add(launch);
        _row++;
        if (_temper is Temper.ReadyAtOnce or Temper.CrashesAtOnce) fake.BecomeReady();
        if (_temper is Temper.ExitsAtOnce or Temper.CrashesAtOnce) fake.Exit(1);
    }

    /// <summary>It got a signal.</summary>
    public void Obey(Launched launch, bool killed)
    {
        if (killed && !_ignoresKill) launch.Fake.ExitBySignal(9);
        else if (!killed && !_ignoresTerm) launch.Fake.Exit(0);
    }

    public void NoteEnd(Launched.Spy observer)
    {
        var launch = _launches.Find(l => l.Observer == observer);
        if (launch is null) return;
        launch.EndKnownAfter = _heldChild is null ? _step : null;
        if (launch.IsSignalled) MayLaunchAgain();
    }

    /// <summary>Of what serves an end follows, and perhaps another launch; when it is counted as a crash depends on when it is gone.</summary>
    private void SayEnd(Launched? launch, Action<FakeLaunch> say)
    {
        if (launch is null) return;
        launch.HasSaidEnd = true;
        MayLaunchAgain();
        say(launch.Fake);
        Pardon();
    }

    /// <summary>Of what serves: it is replaced, or faulted the second time.</summary>
    private void Hang(Launched? launch)
    {
        if (launch is null) return;
        MayLaunchAgain();
        launch.HasHung = true;
        launch.Fake.Hang();
        Pardon();
    }

    private Launched? Gone(int pick) => _launches.Where(l => !l.IsAlive).Reverse().Skip(pick).FirstOrDefault();

    private void LateReady(int pick)
    {
        if (Gone(pick) is { EndKnownAfter: not null } launch) launch.Observer.Ready(new LaunchReady(launch.Fake.Plan.Endpoint, true));
    }

    private void LateExit(int pick)
    {
        if (Gone(pick) is { EndKnownAfter: not null } launch) launch.Observer.Exited(new LaunchExit(ExitStatus.Unknown, []));
    }

    private void EndLaunchActor(int pick, bool silently)
    {
        var (alive, actors) = (Alive, LaunchActors);
        // While the child is held, it has not heard of every end, and keeps actors of launches that are gone.
        if (alive.Count == 0 || alive.Count != actors.Count) return;
        var at = alive.Count - 1 - (pick % alive.Count);
        alive[at].Observer.IsMute = silently;
        actors[at].Stop();
    }
}
