using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Children;

/// <summary>
/// Answers the requests that no ChildActor reads any more: those in the mailbox of one that ended, and those that come before its manager has heard of
/// that. It hears them as dead letters, of the children of one manager; on any thread, without a message to anybody but those who asked.
/// </summary>
sealed class Unread : MinimalActorRef
{
    private readonly IActorRef _manager;
    private volatile bool _isShuttingDown;

    public Unread(IActorRef manager, ExtendedActorSystem system)
    {
        _manager = manager;
        Provider = system.Provider;
        Path = Provider.TempPath();
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    /// <summary>The spinner launches nothing any more: that is why.</summary>
    public bool IsShuttingDown
    {
        get => _isShuttingDown;
        set => _isShuttingDown = value;
    }

    /// <summary>Answers a request of a child whose actor has ended. Its processes have ended with it.</summary>
    public static void Answer(Request request, string name) => request.From.AnswerIfOwed(request.Asked switch
    {
        ResolvedStart or RestartChild => Aborted(name),
        RemoveChild => new ChildRemoved(name),
        EndLease => new LeaseEnded(name, WasHeld: false),
        HoldRunning => new LeaseTaken(name, IsHeld: false),
        Actors.GetChild => new NoSuchChild(name),
        _ => new StopSucceeded(name, WasRunning: false),
    });

    /// <summary>What is said to a start whose child's actor has ended.</summary>
    public static Rejected Aborted(string name) => new(name, SpinnerError.Aborted, "The child's actor was stopped.");

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not DeadLetter { Message: Request request, Recipient: { } recipient } || !recipient.Path.Parent.Equals(_manager.Path)) return;
        var name = (request.Asked as IWithChildName)?.Name ?? "";
        if (_isShuttingDown && request.Asked is (ResolvedStart or RestartChild)) request.From.AnswerIfOwed(Rejected.ShuttingDown(name));
        else Answer(request, name);
    }
}
