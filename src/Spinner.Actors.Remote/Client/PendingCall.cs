namespace Spinner.Actors.Remote.Client;

/// <summary>A call that a caller on this node waits for. The connection gives it answers; the caller awaits it on another thread.</summary>
abstract class PendingCall
{
    /// <summary>The question to send, now or over a new connection.</summary>
    public abstract object Question { get; }

    /// <summary>Whether it is sent again over a new connection; otherwise it fails when the connection is lost.</summary>
    public virtual bool SurvivesLoss => false;

    /// <summary>Receives an answer; true when it was the last one.</summary>
    public abstract bool Receive(object answer);

    /// <summary>No answer will come.</summary>
    public abstract void Fail(Exception why);

    /// <summary>There is a new connection; <paramref name="sameServer"/> unless the server was restarted meanwhile.</summary>
    public virtual void Resume(bool sameServer) { }

    /// <summary>The server sent an answer of the wrong kind.</summary>
    public static RemoteSpinnerException Unexpected(object answer, object question) =>
        new(RemoteFailure.Malformed, $"The server answered {answer.GetType().Name} to {question.GetType().Name}.");

    /// <summary>The exception a caller gets for a failure.</summary>
    protected static Exception ToException(Failed failed) => failed.Because == RemoteFailure.Late
        ? new TimeoutException(failed.Detail)
        : new RemoteSpinnerException(failed.Because, failed.Detail);
}
