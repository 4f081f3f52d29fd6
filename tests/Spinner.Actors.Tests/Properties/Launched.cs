using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Properties;

/// <summary>One launch as the outside sees it.</summary>
sealed class Launched(World world, FakeLaunch fake, Launched.Spy observer)
{
    /// <summary>What the launch tells its LaunchActor goes through here.</summary>
    public sealed class Spy(World world, ILaunchObserver inner) : ILaunchObserver
    {
        public bool IsMute { get; set; }

        public void Ready(LaunchReady ready) => inner.Ready(ready);

        public void Said(LaunchWords words)
        {
            if (!IsMute) inner.Said(words);
        }

        public void Exited(LaunchExit exit)
        {
            world.NoteEnd(this);
            if (!IsMute) inner.Exited(exit);
        }
    }

    public FakeLaunch Fake { get; } = fake;

    public Spy Observer { get; } = observer;

    public bool IsAlive => Fake.IsAlive;

    public DateTimeOffset? TerminatedAt { get; private set; }

    public DateTimeOffset? KilledAt { get; private set; }

    public bool IsSignalled => TerminatedAt is not null || KilledAt is not null;

    /// <summary>Uses in flight when it was asked to stop.</summary>
    public int UsesAtTermination { get; private set; }

    /// <summary>Leases of the child when it was asked to stop.</summary>
    public int HeldAtTermination { get; private set; }

    /// <summary>It was told of as started or restarted, and then another was.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    public DateTimeOffset LastUsed { get; private set; } = world.Now;

    /// <summary>The step after which the child knows that it is gone.</summary>
    public int? EndKnownAfter { get; set; }

    /// <summary>It has said that it is busy while its gate was open, or before that.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>It has said that it stops by itself: it may be killed without being asked to stop.</summary>
    public bool HasSaidEnd { get; set; }

    /// <summary>It has missed its watchdog.</summary>
    public bool HasHung { get; set; }

    public bool HasBeenIll { get; private set; }

    public bool IsIll => Fake.Ailment is not null;

    public bool HasGrown { get; private set; }

    public bool IsTooBig { get; private set; }

    /// <summary>How often it was used.</summary>
    public int Uses { get; set; }

    public void FallIll() => (Fake.Ailment, HasBeenIll) = ("it is ill", true);

    public void GetWell() => Fake.Ailment = null;

    /// <summary>It holds so much memory, and more than it may if that is the case.</summary>
    public void Hold(long bytes, long limit)
    {
        (Fake.Memory, IsTooBig) = (bytes, bytes > limit);
        HasGrown |= IsTooBig;
    }

    public void SayBusy(bool isBusy)
    {
        IsBusy = isBusy && (IsBusy || (!IsSignalled && ReplacedAt is null));
        if (!isBusy && !IsSignalled) Touch();
        Fake.SayBusy(isBusy);
    }

    /// <summary>A use ends now.</summary>
    public void Touch() => LastUsed = world.Now;

    public void Terminate()
    {
        if (TerminatedAt is not null) world.Broken($"{this} is asked to stop again");
        world.JudgeTermination(this);
        UsesAtTermination = world.UsesOf(this);
        HeldAtTermination = world.Held;
        TerminatedAt ??= world.Now;
        world.Obey(this, killed: false);
    }

    public void Kill()
    {
        world.JudgeKill(this);
        KilledAt ??= world.Now;
        world.Obey(this, killed: true);
    }

    public override string ToString() => Fake.ToString();
}
