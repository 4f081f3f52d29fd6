namespace Spinner.Actors.Remote;

/// <summary>Why a call to a remote spinner failed.</summary>
public enum RemoteFailure
{
    /// <summary>The server does not know this node, or its role does not allow the call.</summary>
    Denied,

    /// <summary>The server cannot understand it.</summary>
    Malformed,

    /// <summary>The server's own time-outs have passed. Callers get a <see cref="TimeoutException"/>.</summary>
    Late,

    /// <summary>The question or the answer does not fit into a message; <c>max-message</c> of both ends says how large one may be.</summary>
    TooLarge,

    /// <summary>The session has too many calls that wait for an answer.</summary>
    Busy,

    /// <summary>The server failed; its log says how.</summary>
    Broken,

    /// <summary>
    /// No connection: this node does not trust the server's certificate, or the server not this node's, or it speaks no TLS. The message says which.
    /// </summary>
    NotTrusted,
}
