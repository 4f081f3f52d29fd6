using Akka.Actor;

namespace Spinner.Remote.Peer;

/// <summary>Notices when somebody makes one, and says so.</summary>
public sealed class Gadget
{
    private static int _made;

    /// <summary>Makes one.</summary>
    public Gadget() => Note();

    /// <summary>How many were made in this process.</summary>
    public static int Made
    {
        get => Volatile.Read(ref _made);
        set => Volatile.Write(ref _made, value);
    }

    /// <summary>What it would do.</summary>
    public string Command { get; set; } = "rm -rf /";

    private static void Note()
    {
        Interlocked.Increment(ref _made);
        Telling.Say("gadget made");
    }

    /// <summary>The same as an actor.</summary>
    public sealed class Actor : UntypedActor
    {
        /// <summary>Makes one.</summary>
        public Actor() => Note();

        /// <inheritdoc/>
        protected override void OnReceive(object message) => Note();
    }
}
