using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Children that share something there is little of, as a graphics card: only so many of them run at a time. Immutable; a value.</summary>
public sealed record RoomGroup
{
    /// <summary>The names of the children; one that nobody knows yet is taken in when it is started. At least one, each once.</summary>
    public IReadOnlyList<string> Members { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>How many of them run at a time. Default 1; 1 to 100 000.</summary>
    public int Running { get; init; } = 1;
}
