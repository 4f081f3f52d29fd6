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
        if (_reader is not { IsJudged: false } reader) return false;
        // It was closed before anybody listened, so nobody was told; Akka.Remote would try to write until its time is out.
        reader.Notify(new Disassociated(DisassociateInfo.Unknown));
        return true;
    }

    /// <inheritdoc/>
    [Obsolete("Akka.Remote's own name for it.")]
    public override void Disassociate() => _made.Disassociate();

    private sealed class Reader(IHandleEventListener to, Action<string> rejected) : IHandleEventListener
    {
        private int _judged;

        public bool IsJudged => Volatile.Read(ref _judged) != 0;

        public void Notify(IHandleEvent happened)
        {
            if (Interlocked.Exchange(ref _judged, 1) == 0 && happened is Disassociated) rejected(Closed);
            to.Notify(happened);
        }
    }
}
