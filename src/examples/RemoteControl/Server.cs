using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Remote;

namespace RemoteControl;

/// <summary>The second process: what it does is in the file <c>server.conf</c>, which the first has written; where it listens, in PORT.</summary>
static class Server
{
    public static async Task<int> RunAsync(string directory)
    {
        var config = ConfigurationFactory.ParseString(await File.ReadAllTextAsync(Path.Combine(directory, "server.conf")));
        var options = new SpinnerRemoteOptions { Port = int.Parse(Environment.GetEnvironmentVariable("PORT")!, CultureInfo.InvariantCulture) };
        var system = ActorSystem.Create("server", SpinnerRemote.Setup(options, config));
        system.ServeSpinner(system.CreateSpinner());
        await system.WhenTerminated; // on SIGTERM, when all children are stopped
        return 0;
    }
}
