using Akka.Actor;

namespace Spinner.Actors.Hosting;

/// <summary>
/// The spinners of an actor system that were planned with it. Made when first asked for: a host resolves its services before it
/// starts any, and a program may resolve them and start no host at all. Children that autostart do so with the host.
/// </summary>
sealed class HostedSpinners(ExtendedActorSystem system) : IExtension
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ISpinner> _made = new(StringComparer.Ordinal);

    public static HostedSpinners Of(ActorSystem system) => system.WithExtension<HostedSpinners, Provider>();

    /// <exception cref="InvalidOperationException">No spinner of this name was planned.</exception>
    public ISpinner Get(string name)
    {
        lock (_lock)
        {
            if (_made.TryGetValue(name, out var made)) return made;
            var plans = system.Settings.Setup.Get<SpinnerPlans>();
            if (!plans.HasValue || !plans.Value.ByName.TryGetValue(name, out var plan))
                throw new InvalidOperationException(
                    $"The actor system '{system.Name}' has no spinner '{name}'; call WithSpinner when it is configured.");
            return _made[name] = SpinnerExtensions.Create(system, plan.Options, name, plan.Errors, autostarts: false);
        }
    }

    internal sealed class Provider : ExtensionIdProvider<HostedSpinners>
    {
        public override HostedSpinners CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
