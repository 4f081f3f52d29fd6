// Starts an app on first need, asks it over HTTP, changes the file it monitors, asks the new process, stops it.
// Once over a unix socket, once over TCP. Without arguments the app is MyApp of this solution;
//   dotnet run --project src/examples/Quickstart -- myapp.js
// does the same with any script that listens on process.env.PORT (node), os.environ["PORT"] (python) and so on.

using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;

var directory = Directory.CreateTempSubdirectory("quickstart-");
var greeting = Path.Combine(directory.FullName, "greeting.txt");
var system = ActorSystem.Create("quickstart", ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = WARNING }"));
try
{
    foreach (var endpoint in new[] { EndpointSpec.Unix, EndpointSpec.Tcp })
        await RunAsync(endpoint);
    return 0;
}
catch (SpinnerRejectedException e)
{
    Console.Error.WriteLine($"[server] {e.Message}");
    return 1;
}
finally
{
    await system.Terminate();
    directory.Delete(recursive: true);
}

async Task RunAsync(EndpointSpec endpoint)
{
    await File.WriteAllTextAsync(greeting, "hello, world");
    await using var spinner = system.CreateSpinner(new SpinnerOptions { Defaults = new() { Endpoint = endpoint } }, $"quickstart-{endpoint}");

    var ready = await spinner.StartAsync(App());
    await GetAsync(ready.Endpoint);

    await foreach (var happened in spinner.WatchAsync())
    {
        if (happened is WatchStarted) await File.WriteAllTextAsync(greeting, "hello again, world");
        if (happened is not ChildRestarted restarted) continue;
        Console.WriteLine($"[server] Restarted because {restarted.Cause}, now on {restarted.Endpoint}");
        await GetAsync(restarted.Endpoint);
        break;
    }

    var stopped = await spinner.StopAsync(ready.Name);
    Console.WriteLine($"[server] {stopped}");
}

ChildOptions App() => args is [var script, ..]
    ? new() { Script = script, Args = args[1..], Monitor = MonitorTarget.Path(greeting) }
    : new() { Script = Path.Combine(AppContext.BaseDirectory, "myapp.dll"), Name = "myapp", Args = [greeting], Monitor = MonitorTarget.Path(greeting) };

static async Task GetAsync(ChildEndpoint endpoint)
{
    using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => endpoint.ConnectAsync(token) };
    using var http = new HttpClient(handler);
    using var response = await http.GetAsync(new Uri("http://localhost/"));
    Console.WriteLine($"[server] HTTP {(int)response.StatusCode} {response.ReasonPhrase}");
    Console.WriteLine($"[server] DATA <{await response.Content.ReadAsStringAsync()}>");
}
