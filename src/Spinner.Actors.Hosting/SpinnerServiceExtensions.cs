using Akka.Actor;
using Akka.Hosting;
using Spinner.Actors;
using Spinner.Actors.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The spinners of a host's actor system, for its services.</summary>
public static class SpinnerServiceExtensions
{
    /// <summary>
    /// Makes the spinner of <see cref="SpinnerHostingExtensions.WithSpinner(AkkaConfigurationBuilder, Action{SpinnerBuilder})"/> an injectable <see cref="ISpinner"/>.
    /// Who resolves it starts nothing: children that autostart do so with the host.
    /// </summary>
    public static IServiceCollection AddSpinner(this IServiceCollection services) =>
        services.AddSingleton(static provider => Resolve(provider, SpinnerExtensions.DefaultName));

    /// <summary>Makes a spinner with a name an <see cref="ISpinner"/> that is injected with <c>[FromKeyedServices(name)]</c>.</summary>
    public static IServiceCollection AddSpinner(this IServiceCollection services, string name) =>
        services.AddKeyedSingleton(name, static (provider, key) => Resolve(provider, (string)key!));

    private static ISpinner Resolve(IServiceProvider provider, string name) =>
        HostedSpinners.Of(provider.GetRequiredService<ActorSystem>()).Get(name);
}
