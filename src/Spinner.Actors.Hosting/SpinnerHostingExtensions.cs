using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spinner.Actors.Configuration;
using Spinner.Actors.Hosting;
using Spinner.Actors.Signals;

namespace Spinner.Actors;

/// <summary>A spinner in a Generic Host or an ASP.NET Core application, through Akka.Hosting.</summary>
public static class SpinnerHostingExtensions
{
    /// <summary>
    /// Gives the actor system the spinner <c>spinner</c>: its manager is <c>IRequiredActor&lt;SpinnerKey&gt;</c>, its health check <c>spinner</c>.
    /// <see cref="SpinnerServiceExtensions.AddSpinner(IServiceCollection)"/> makes it an injectable <see cref="ISpinner"/>.
    /// </summary>
    /// <param name="builder">The actor system's configuration. HOCON that has a block for the spinner is best added before.</param>
    /// <param name="configure">Declares children and changes options.</param>
    public static AkkaConfigurationBuilder WithSpinner(this AkkaConfigurationBuilder builder, Action<SpinnerBuilder>? configure = null) =>
        builder.WithSpinner<SpinnerKey>(SpinnerExtensions.DefaultName, configure);

    /// <summary>
    /// Gives the actor system one more spinner. <see cref="SpinnerServiceExtensions.AddSpinner(IServiceCollection, string)"/> makes it injectable by its name.
    /// </summary>
    /// <typeparam name="TKey">A type of yours: the manager is <c>IRequiredActor&lt;TKey&gt;</c>.</typeparam>
    /// <param name="builder">The actor system's configuration.</param>
    /// <param name="name">The spinner's name.</param>
    /// <param name="configure">Declares children and changes options.</param>
    public static AkkaConfigurationBuilder WithSpinner<TKey>(
        this AkkaConfigurationBuilder builder, string name, Action<SpinnerBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var plan = new SpinnerBuilder();
        configure?.Invoke(plan);
        return builder.WithSpinner<TKey>(name, plan);
    }

    internal static AkkaConfigurationBuilder WithSpinner<TKey>(this AkkaConfigurationBuilder builder, string name, SpinnerBuilder plan)
    {
        if (!Plans(builder).ByName.TryAdd(name, plan)) throw new ArgumentException($"The actor system has a spinner '{name}' already.", nameof(name));

        ShutdownTimes.Widen(builder, name, plan.Options);
        builder.StartActors((system, registry, resolver) =>
        {
            var spinner = (LocalSpinner)HostedSpinners.Of(system).Get(name);
            registry.Register<TKey>(spinner.Manager);
            spinner.Manager.Tell(new BeginAutostart(), ActorRefs.NoSender);
            var host = resolver.GetService<IOptions<HostOptions>>();
            ShutdownTimes.Advise(Logging.GetLogger(system, nameof(Spinner)), name, spinner.DrainTimeout, host?.Value.ShutdownTimeout);
        });
        return builder.WithHealthCheck(
            SpinnerNames.Actor(name),
            (system, _, token) => SpinnerHealthCheck.CheckAsync(HostedSpinners.Of(system).Get(name), token),
            tags: ["akka", "spinner"]);
    }

    private static SpinnerPlans Plans(AkkaConfigurationBuilder builder)
    {
        if (builder.Setups.OfType<SpinnerPlans>().FirstOrDefault() is { } known) return known;
        var plans = new SpinnerPlans();
        builder.AddSetup(plans);
        return plans;
    }
}
