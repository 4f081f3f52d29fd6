using Akka.Actor;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>Notices when somebody makes one.</summary>
public sealed class Gadget
{
    private static int _made;

    public Gadget() => Interlocked.Increment(ref _made);

    public static int Made
    {
        get => Volatile.Read(ref _made);
        set => Volatile.Write(ref _made, value);
    }

    public string Command { get; set; } = "rm -rf /";

    public sealed class Actor : UntypedActor
    {
        public Actor() => Interlocked.Increment(ref _made);

        protected override void OnReceive(object message) => Interlocked.Increment(ref _made);
    }
}
