using System.Runtime.Serialization;

namespace Spinner.Actors.Remote.Wire;

/// <summary>Bytes from the network, or a message for it, that the protocol does not have. Costs that one message, nothing else.</summary>
sealed class WireException(string message, Exception? inner = null) : SerializationException(message, inner);
