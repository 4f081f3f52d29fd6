using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>Another child that has to be there before a child is launched, and is held while that launch lives. Immutable.</summary>
/// <param name="Name">The other child, which has to be known.</param>
public sealed record ChildNeed(string Name)
{
    /// <summary>How far the other child has to be. Default: <see cref="NeedWhen.Ready"/>.</summary>
    public NeedWhen When { get; init; } = NeedWhen.Ready;

    /// <summary>
    /// Whether a new launch of the other child replaces the one that needs it, as a change of a monitored file does. Default: false. Not with
    /// <see cref="NeedWhen.Done"/>.
    /// </summary>
    public bool RestartWith { get; init; }

    /// <summary>The other child is held while the launch lives; a task that is done has nothing to hold.</summary>
    internal bool IsHeld => When != NeedWhen.Done;

    /// <summary>A need that says no more than a name.</summary>
    public static implicit operator ChildNeed(string name) => FromString(name);

    /// <summary>As the conversion.</summary>
    public static ChildNeed FromString(string name) => new(name);
}

/// <summary>How far a needed child has to be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NeedWhen>))]
public enum NeedWhen
{
    /// <summary>It has a process.</summary>
    Started,

    /// <summary>It is ready; a task is when it has ended well, as with <see cref="Done"/>.</summary>
    Ready,

    /// <summary>
    /// A task that has ended well since its options or what it monitors changed last; else it is run. A task that is run again is done when that run is.
    /// </summary>
    Done,
}
