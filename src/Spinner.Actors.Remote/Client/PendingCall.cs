namespace Spinner.Actors.Remote.Client;

/// <summary>A call somebody on this side waits for. Offered answers by the connection's thread, awaited by the caller's.</summary>
abstract class PendingCall
{
    /// <summary>What to ask, now or after a new connection.</summary>
    public abstract object Question { get; }

    /// <summary>It is asked again when the connection was lost and is there again; else it fails.</summary>
    public virtual bool SurvivesLoss => false;

    /// <summary>Takes an answer; true when it was the last one.</summary>
    public abstract bool Receive(object answer);

    /// <summary>No answer will come.</summary>
    public abstract void Fail(Exception why);

    /// <summary>The connection is there again; <paramref name="sameServer"/> when the server is the one it was.</summary>
    public virtual void Resume(bool sameServer) { }

    /// <summary>The server answered something that is no answer to this.</summary>
    public static RemoteSpinnerException Unexpected(object answer, object question) =>
        new(RemoteFailure.Malformed, $"The server answered {answer.GetType().Name} to {question.GetType().Name}.");

    /// <summary>What a failure means to a caller.</summary>
    protected static Exception ToException(Failed failed) => failed.Because == RemoteFailure.Late
        ? new TimeoutException(failed.Detail)
        : new RemoteSpinnerException(failed.Because, failed.Detail);
}
