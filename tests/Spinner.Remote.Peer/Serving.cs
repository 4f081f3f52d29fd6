using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Remote;

namespace Spinner.Remote.Peer;

/// <summary>The server: says its address, then every log event and every command of a peer.</summary>
static class Serving
{
    public static async Task RunAsync(Config config)
    {
        var system = ActorSystem.Create("server", SpinnerRemote.Setup(null, config));
        Telling.About(system);
        system.ServeSpinner(system.CreateSpinner());
        Telling.Say($"at {((ExtendedActorSystem)system).Provider.DefaultAddress}");
        while (await Console.In.ReadLineAsync() is not null) { }
        await system.Terminate();
    }
}
