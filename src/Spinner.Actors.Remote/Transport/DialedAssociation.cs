using Akka.Remote.Transport;
using Google.Protobuf;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// A connection this node has made over TLS. In TLS 1.3 its handshake is over before the other end has judged our certificate; an end that rejects it
/// closes the connection without a word.
/// </summary>
sealed class DialedAssociation : AssociationHandle
{
    /// <summary>What that means.</summary>
    public const string Closed =
        "it closed the connection right after the TLS handshake, as a server does that does not trust this node's certificate; its log says why";

    private readonly AssociationHandle _made;
    private volatile Reader? _reader;

    /// <param name="made">The connection.</param>
    /// <param name="rejected">Told when it is closed before a word has come.</param>
    public DialedAssociation(AssociationHandle made, Action<string> rejected) : base(made.LocalAddress, made.RemoteAddress)
    {
        _made = made;
        ReadHandlerSource.Task.ContinueWith(
            reader => made.ReadHandlerSource.TrySetResult(_reader = new Reader(reader.Result, rejected)),
            CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override bool Write(ByteString payload)
    {
        if (_made.Write(payload)) return true;
        if (_reader is not { HasRead: false } reader) return false;
        // It was closed before anybody listened, so nobody was told; or Akka.Remote was told before its first write, when it does not hear it.
        // Either way it would try to write until its time is out.
        reader.Notify(new Disassociated(DisassociateInfo.Unknown));
        return true;
    }

    /// <inheritdoc/>
    [Obsolete("Akka.Remote's own name for it.")]
    public override void Disassociate() => _made.Disassociate();

    private sealed class Reader(IHandleEventListener to, Action<string> rejected) : IHandleEventListener
    {
        private volatile bool _hasRead;
        private int _closed;

        public bool HasRead => _hasRead;

        public void Notify(IHandleEvent happened)
        {
            if (happened is InboundPayload) _hasRead = true;
            else if (!_hasRead && Interlocked.Exchange(ref _closed, 1) == 0) rejected(Closed);
            to.Notify(happened);
        }
    }
}
