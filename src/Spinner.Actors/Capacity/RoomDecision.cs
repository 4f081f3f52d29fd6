namespace Spinner.Actors.Capacity;

/// <summary>What is to become of a launch that wants room.</summary>
abstract record RoomDecision
{
    private RoomDecision() { }

    /// <summary>There is room.</summary>
    public sealed record Admit : RoomDecision
    {
        public static Admit Now { get; } = new();
    }

    /// <summary>There is when these are gone, and those that are leaving.</summary>
    /// <param name="Victims">Those to tell to stop, in their order; none: those that are leaving are enough.</param>
    /// <param name="Short">What there is too little of as long as they are there.</param>
    public sealed record Evict(IReadOnlyList<Occupant> Victims, IReadOnlyList<RoomLimit> Short) : RoomDecision;

    /// <summary>Not even then: others have to end, or to be used no more.</summary>
    /// <param name="Names">Who has what is wanted.</param>
    /// <param name="Short">What there is too little of.</param>
    public sealed record WaitFor(IReadOnlyList<string> Names, IReadOnlyList<RoomLimit> Short) : RoomDecision;

    /// <summary>Not even if it were alone with what it holds.</summary>
    /// <param name="Limit">What there is too little of.</param>
    /// <param name="Takes">How much it takes, with what it holds.</param>
    public sealed record NeverFits(RoomLimit Limit, long Takes) : RoomDecision;
}
