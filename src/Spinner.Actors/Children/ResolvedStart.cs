using Akka.Actor;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Children;

/// <summary>A start on its way to its child, its options read.</summary>
/// <param name="Name">The child's.</param>
/// <param name="Spec">The options asked for; null: those the child has.</param>
/// <param name="Lease">Who asks wants to hold it.</param>
sealed record ResolvedStart(string Name, ChildSpec? Spec, bool Lease = false) : IWithChildName, INoSerializationVerificationNeeded;
