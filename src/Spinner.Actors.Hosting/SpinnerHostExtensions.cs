using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Actors.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>A spinner in a Generic Host or an ASP.NET Core application, in one call.</summary>
public static class SpinnerHostExtensions
{
    /// <summary>The section of the application's configuration that is read.</summary>
    public const string Section = "Spinner";

    /// <summary>
    /// Makes all there is to be: an actor system <c>spinner</c> that logs as the host does, in it the spinner <c>spinner</c> with what the section
    /// <c>Spinner</c> of the configuration and <paramref name="configure"/> say, an injectable <see cref="ISpinner"/>, and its health check
    /// <c>spinner</c>. Children that autostart do so with the host; all are stopped with it.
    /// </summary>
    /// <param name="builder">A <c>HostApplicationBuilder</c> or <c>WebApplicationBuilder</c>.</param>
    /// <param name="configure">Declares children and changes options; wins over the configuration.</param>
    /// <remarks>
    /// What is wrong fails the start of the host, all of it at once, with an <see cref="OptionsValidationException"/>; until then nothing is
    /// launched. The options in force are <c>IOptions&lt;SpinnerOptions&gt;</c>. For an actor system of your own:
    /// <see cref="SpinnerHostingExtensions.WithSpinner(AkkaConfigurationBuilder, Action{SpinnerBuilder})"/>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The host has an actor system already.</exception>
    public static TBuilder AddSpinner<TBuilder>(this TBuilder builder, Action<SpinnerBuilder>? configure = null) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(ActorSystem)))
            throw new InvalidOperationException("The host has an actor system already; call WithSpinner where it is configured, and AddSpinner of its services.");

        var section = builder.Configuration.GetSection(Section);
        var options = services.AddOptions<SpinnerBuilder>().Configure(b => b.Configure(section));
        if (configure is not null) options.Configure(configure);
        options.ValidateOnStart();
        services.AddSingleton<IValidateOptions<SpinnerBuilder>, SpinnerValidation>();
        services.AddTransient<IOptionsFactory<SpinnerOptions>, SpinnerOptionsFactory>();
        services.AddAkka(SpinnerNames.Default, (akka, provider) => akka
            .ConfigureLoggers(log => { log.ClearLoggers(); log.AddLoggerFactory(); })
            .WithSpinner<SpinnerKey>(SpinnerNames.Default, provider.GetRequiredService<IOptions<SpinnerBuilder>>().Value));
        services.AddSpinner();
        return builder;
    }
}
