using Akka.Actor;

namespace Spinner.Actors.Uses;

/// <summary>Who holds a child: a lease, an actor that asked by message, or a launch of another child that needs it. Each is one holder of a child however often it asks.</summary>
/// <param name="Actor">What it holds it holds until this actor ends; null: until it lets go.</param>
/// <param name="Key">Null: the actor asked by message.</param>
sealed record Holder(IActorRef? Actor, LeaseKey? Key = null)
{
    /// <summary>The child that needs it; null: it is no need.</summary>
    public string? NeededBy { get; init; }

    /// <summary>An actor that may hold something.</summary>
    /// <exception cref="ArgumentException">It is nobody.</exception>
    public static IActorRef Checked(IActorRef holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return holder.IsNobody() ? throw new ArgumentException("The holder is nobody; allowed: an actor.", nameof(holder)) : holder;
    }

    /// <summary>As <see cref="AliveBecause.Leases"/> shows it.</summary>
    public override string ToString() => NeededBy is { } child ? $"needed by {child}" : Actor?.Path.ToString() ?? $"lease {Key?.Number}";
}
