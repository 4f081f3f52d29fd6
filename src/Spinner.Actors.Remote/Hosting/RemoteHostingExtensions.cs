using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Spinner.Actors.Hosting;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Transport;

namespace Spinner.Actors.Remote;

/// <summary>Remote control in a Generic Host, through Akka.Hosting.</summary>
public static class RemoteHostingExtensions
{
    /// <summary>
    /// Lets peers control the spinner of <c>WithSpinner</c>, each as its role allows; and this node control others with
    /// <see cref="SpinnerRemote.ConnectSpinner"/>. On loopback unless told otherwise. The whole actor system then speaks nothing but the spinner's
    /// protocol over the network.
    /// </summary>
    /// <param name="builder">The actor system's configuration, which has <c>WithSpinner</c> and HOCON with <c>spinner.remote</c> before.</param>
    /// <param name="configure">For example <c>o => o with { Hostname = "0.0.0.0", Tls = true, … }</c>; wins over HOCON.</param>
    /// <param name="serve">False: this node only controls others, and listens as one of <see cref="SpinnerRemote.ClientSetup"/> does.</param>
    /// <exception cref="ConfigurationException">The settings are wrong, or not safe; the message names all of it and what to do.</exception>
    public static AkkaConfigurationBuilder WithSpinnerRemote(
        this AkkaConfigurationBuilder builder, Func<SpinnerRemoteOptions, SpinnerRemoteOptions>? configure = null, bool serve = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = configure?.Invoke(new SpinnerRemoteOptions()) ?? new SpinnerRemoteOptions();
        var settings = RemoteSettings.Read(builder.Configuration.GetOrElse(Config.Empty), options, isClient: !serve);
        builder.AddHocon(TransportConfig.Of(settings), HoconAddMode.Prepend).AddSetup(settings);
        foreach (var setup in TransportConfig.SetupsOf(settings)) builder.AddSetup(setup);
        builder.WithActorRefProvider(ProviderSelection.Remote.Instance);
        return serve
            ? builder.StartActors((system, _, _) => system.ServeSpinner(HostedSpinners.Of(system).Get(SpinnerExtensions.DefaultName)))
            : builder;
    }
}
