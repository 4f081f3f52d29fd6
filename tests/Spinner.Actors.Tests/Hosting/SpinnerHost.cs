using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hosting;

/// <summary>A real Generic Host with an actor system, in which launches are fakes.</summary>
static class SpinnerHost
{
    /// <summary>Without what the host adds by itself: no console, no watched files.</summary>
    public static HostApplicationBuilder Builder() => new(new HostApplicationBuilderSettings { DisableDefaults = true });

    public static IHost With(Action<AkkaConfigurationBuilder> akka, Action<IServiceCollection>? services = null)
    {
        var builder = Builder();
        builder.Services.AddAkka("hosted", a =>
        {
            a.AddHocon("akka.stdout-loglevel = OFF\n akka.loglevel = INFO", HoconAddMode.Append);
            akka(a);
        });
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Children that are ready at once and exit when asked, on a clock that stands still.</summary>
    public static SpinnerBuilder Fakes(this SpinnerBuilder spinner, FakeLauncher? launcher = null) => spinner.ConfigureOptions(o => o with
    {
        Launcher = launcher ?? FakeLauncher.Obedient(),
        Endpoints = new FakeEndpoints(),
        Clock = new FakeTimeProvider(),
    });
}
