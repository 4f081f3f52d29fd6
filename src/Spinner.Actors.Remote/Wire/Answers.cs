namespace Spinner.Actors.Remote.Wire;

// What only the wire answers; the rest of the answers are the replies and events of Spinner.Actors themselves.

/// <summary>Answer to <see cref="Ping"/>.</summary>
sealed record Pong;

/// <summary>The call has arrived and is allowed; the real answer follows.</summary>
/// <param name="Within">Milliseconds until then at the latest, computed from the child's options.</param>
sealed record Promised(long Within);

/// <summary>After the children of a <see cref="List"/>.</summary>
/// <param name="Children">How many there were.</param>
sealed record Listed(int Children);

/// <summary>Answer to <see cref="Release"/>.</summary>
/// <param name="Name">The child.</param>
/// <param name="WasHeld">Whether the session held it.</param>
sealed record Released(string Name, bool WasHeld);

/// <summary>Answer to <see cref="Hold"/>.</summary>
/// <param name="Name">The child.</param>
/// <param name="IsHeld">False: it does not run.</param>
sealed record Held(string Name, bool IsHeld);

/// <summary>After the last page of a <see cref="ReadOutput"/>: all that was asked for has been sent, or the child is removed.</summary>
sealed record OutputEnded;

/// <summary>The spinner has ended; no more events or pages follow.</summary>
sealed record WatchEnded;

/// <summary>The call failed.</summary>
sealed record Failed(RemoteFailure Because, string Detail);
