using Akka.Actor;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Children;

/// <summary>A start on its way to its child, its options read.</summary>
/// <param name="Name">The child's.</param>
/// <param name="Spec">The options asked for; null: those the child has.</param>
sealed record ResolvedStart(string Name, ChildSpec? Spec) : IWithChildName, INoSerializationVerificationNeeded
{
    /// <summary>Who asks wants to hold it.</summary>
    public bool Lease { get; init; }

    /// <summary>Who asks waits for a process only, and is answered <see cref="Launched"/>.</summary>
    public bool UntilLaunched { get; init; }

    /// <summary>A task that is done is not run again.</summary>
    public bool UnlessDone { get; init; }

    /// <summary>What it needs is not looked at.</summary>
    public bool WithoutNeeds { get; init; }

    /// <summary>A start whose options are read.</summary>
    public static ResolvedStart Of(StartChild asked, ChildSpec? spec) => new(asked.Name, spec)
    {
        Lease = asked.Lease, UntilLaunched = asked.UntilLaunched, UnlessDone = asked.UnlessDone, WithoutNeeds = asked.WithoutNeeds,
    };
}
