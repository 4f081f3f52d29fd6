using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>What becomes of a child once its launches are gone.</summary>
abstract record Afterwards
{
    public sealed record Stopped : Afterwards;

    public sealed record Removed : Afterwards;

    /// <summary>That launch stops by itself: its exit, its restart policy and how often that happened decide.</summary>
    public sealed record AsItEnds(ChildLaunch Launch) : Afterwards
    {
        /// <summary>Null until it is gone.</summary>
        public LaunchExit? Exit { get; set; }
    }

    public sealed record Faulted(string Why) : Afterwards;
}
