using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Remote;

namespace RemoteControl;

/// <summary>The second process: everything it does is in the file <c>server.conf</c>, which the first has written.</summary>
static class Server
{
    public static async Task<int> RunAsync(string directory)
    {
        var config = ConfigurationFactory.ParseString(await File.ReadAllTextAsync(Path.Combine(directory, "server.conf")));
        var system = ActorSystem.Create("server", SpinnerRemote.Setup(config: config));
        system.ServeSpinner(system.CreateSpinner());
        await system.WhenTerminated; // on SIGTERM, when all children are stopped
        return 0;
    }
}
