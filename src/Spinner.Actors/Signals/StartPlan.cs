using Akka.Actor;

namespace Spinner.Actors.Signals;

/// <summary>What would a start come to just now? Changes nothing. Answer: <see cref="StartPlan"/> or <see cref="NoSuchChild"/>.</summary>
sealed record PlanStart(string Name) : IWithChildName, INoSerializationVerificationNeeded;

/// <summary>What a start would come to, if it came now.</summary>
/// <param name="Name">The child.</param>
/// <param name="Outcome">For the child and what it needs.</param>
sealed record StartPlan(string Name, StartOutcome Outcome) : ISpinnerReply
{
    /// <summary>The memory that a launch of it is expected to take, in bytes; null: there is no budget.</summary>
    public long? Wants { get; init; }

    /// <summary>Where that comes from: declared, learned, guessed or unknown.</summary>
    public string? Source { get; init; }

    /// <summary>How many launches were measured.</summary>
    public int Launches { get; init; }

    /// <summary>What all may hold, in bytes; null: there is no budget.</summary>
    public long? Budget { get; init; }

    /// <summary>What nobody has taken, in bytes; null: there is no budget.</summary>
    public long? Free { get; init; }

    /// <summary>Those that would be stopped, in their order.</summary>
    public IReadOnlyList<PlannedStop> Stops { get; init; } = [];

    /// <summary>Those that would be waited for.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>All of that for people.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>A child that would make way.</summary>
/// <param name="Name">The child.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="UnusedFor">Since when nobody has used it.</param>
/// <param name="Start">How long it takes to start.</param>
/// <param name="UsesPerHour">How often it is used.</param>
sealed record PlannedStop(string Name, long Bytes, TimeSpan UnusedFor, TimeSpan Start, double UsesPerHour);

/// <summary>The outcome of a plan, the best first.</summary>
enum StartOutcome
{
    /// <summary>It has its room already.</summary>
    Runs,

    /// <summary>There is room.</summary>
    Fits,

    /// <summary>Others make way.</summary>
    Evicts,

    /// <summary>It has to wait for others.</summary>
    Waits,

    /// <summary>It is refused.</summary>
    NeverFits,
}
