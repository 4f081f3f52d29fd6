namespace Spinner.Actors.Remote.Wire;

/// <summary>
/// What travels between the two ends as a message of its own. Everything else travels inside a <see cref="Call"/> or an <see cref="Answer"/>.
/// </summary>
interface IEnvelope : ISpinnerWire;

/// <summary>Client to gate: asks for a session.</summary>
/// <param name="Version">Of the protocol.</param>
/// <param name="Certificate">The client's certificate, DER; null when it has none. A claim, until <see cref="Proof"/>.</param>
sealed record Hello(int Version, byte[]? Certificate = null) : IEnvelope;

/// <summary>Gate to client: asks for a proof that the client has the certificate's key.</summary>
/// <param name="Session">Names the session to be.</param>
/// <param name="Nonce">32 random bytes, for this session only.</param>
sealed record Challenge(string Session, byte[] Nonce) : IEnvelope;

/// <summary>Client to gate: the challenge, signed.</summary>
/// <param name="Session">As in the challenge.</param>
/// <param name="Signature">Of the challenge, by the key of the certificate.</param>
sealed record Proof(string Session, byte[] Signature) : IEnvelope;

/// <summary>Gate to client: the session has begun.</summary>
/// <param name="Session">To be put into every call.</param>
/// <param name="Server">This run of the server; the next run numbers its events from 1.</param>
/// <param name="Spinner">The name of the namespace.</param>
/// <param name="Role">What the client may do.</param>
/// <param name="Heartbeat">How often it has to call, milliseconds.</param>
/// <param name="LostAfter">How long a silence ends the session, milliseconds.</param>
sealed record Welcome(string Session, string Server, string Spinner, RemoteRole Role, long Heartbeat, long LostAfter) : IEnvelope;

/// <summary>Gate to client: there is no session, and why.</summary>
sealed record Refused(string Detail) : IEnvelope;

/// <summary>Gate to client: the session of a call does not exist or has ended.</summary>
sealed record Gone(string Session) : IEnvelope;

/// <summary>Client to gate: a question or a command.</summary>
/// <param name="Session">Which.</param>
/// <param name="Number">Counts the calls of the session upwards; what is not above the last one is dropped.</param>
/// <param name="Kind">The manifest of the body.</param>
/// <param name="Body">One of the questions of <see cref="WireCatalogue.Questions"/>.</param>
/// <param name="Signature">By the key of the session's certificate; null where sessions need none.</param>
sealed record Call(string Session, long Number, string Kind, byte[] Body, byte[]? Signature = null) : IEnvelope;

/// <summary>Gate to client.</summary>
/// <param name="Session">Which session.</param>
/// <param name="To">The number of the call it answers; a watch and a list have many answers.</param>
/// <param name="Kind">The manifest of the body.</param>
/// <param name="Body">One of <see cref="WireCatalogue.Answers"/>.</param>
sealed record Answer(string Session, long To, string Kind, byte[] Body) : IEnvelope;
