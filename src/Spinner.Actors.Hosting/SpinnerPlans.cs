using Akka.Actor.Setup;

namespace Spinner.Actors.Hosting;

/// <summary>The spinners an actor system is to have, by name.</summary>
sealed class SpinnerPlans : Setup
{
    public Dictionary<string, SpinnerBuilder> ByName { get; } = new(StringComparer.Ordinal);
}
