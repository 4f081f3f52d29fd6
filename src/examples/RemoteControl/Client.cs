using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Remote;

namespace RemoteControl;

/// <summary>The first process.</summary>
static class Client
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = WARNING }");

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("remote-control-").FullName;
        using var own = Certificates.Make("client");
        using var servers = Certificates.Make("server");
        var system = ActorSystem.Create("client", SpinnerRemote.ClientSetup(
            new SpinnerRemoteOptions
            {
                Tls = true,
                Certificate = own,
                Peers = new Dictionary<string, RemotePeer> { ["server"] = RemotePeer.Of(servers, RemoteRole.None) },
            },
            Quiet));
        try
        {
            await using var local = system.CreateSpinner();
            var port = await StartServerAsync(local, directory, RemotePeer.Of(own, RemoteRole.Operate), servers.Export(
                System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12));
            await using var remote = system.ConnectSpinner($"akka.ssl.tcp://server@127.0.0.1:{port}");
            await ControlAsync(remote);
            Console.WriteLine($"[client] {await local.StopAsync("server")}");
            return 0;
        }
        catch (Exception e) when (e is SpinnerException or TimeoutException)
        {
            Console.Error.WriteLine($"[client] {e.Message}");
            return 1;
        }
        finally
        {
            await system.Terminate();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> StartServerAsync(ISpinner local, string directory, RemotePeer us, byte[] certificate)
    {
        await File.WriteAllBytesAsync(Path.Combine(directory, "server.p12"), certificate);
        await File.WriteAllTextAsync(Path.Combine(directory, "server.conf"), $$"""
            akka { loglevel = INFO, stdout-loglevel = WARNING }
            spinner {
              children.myapp { script = "{{Path.Combine(AppContext.BaseDirectory, "myapp.dll")}}", args = ["{{Path.Combine(directory, "greeting.txt")}}"] }
              remote {
                tls = on
                certificate-file = "{{Path.Combine(directory, "server.p12")}}"
                peers.client { thumbprint = {{us.Thumbprint}}, role = operate }
              }
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(directory, "greeting.txt"), "hello from afar");
        var ready = await local.StartAsync(new ChildOptions
        {
            Name = "server",
            Command = Environment.ProcessPath,
            Args = [typeof(Client).Assembly.Location, "serve", directory],
        });
        Console.WriteLine($"[client] The server is process {ready.Pid}, this is {Environment.ProcessId}");
        return ready.Endpoint.PortValue;
    }

    private static async Task ControlAsync(ISpinner remote)
    {
        await using var watch = remote.WatchAsync().GetAsyncEnumerator();
        await NextAsync<WatchStarted>(watch);

        var ready = await remote.StartAsync("myapp");
        await NextAsync<ChildStarted>(watch);
        await GetAsync(ready.Endpoint);
        await ReadAsync(remote);

        await remote.RestartAsync("myapp");
        var restarted = await NextAsync<ChildRestarted>(watch);
        await GetAsync(restarted.Endpoint);

        try
        {
            await remote.StartAsync(new ChildOptions { Name = "shell", Command = "sh", Args = ["-c", "echo pwned"] });
        }
        catch (RemoteSpinnerException denied)
        {
            Console.WriteLine($"[client] {denied.Reason}: {denied.Message}");
        }

        Console.WriteLine($"[client] {await remote.StopAsync("myapp")}");
    }

    private static async Task ReadAsync(ISpinner remote)
    {
        await foreach (var next in remote.ReadOutputAsync("myapp", new OutputReading { Follow = true }))
        {
            if (next is not OutputLine line) continue;
            Console.WriteLine($"[client] OUTPUT <{line.Text}>");
            break;
        }
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<SpinnerEvent> watch) where T : SpinnerEvent
    {
        while (await watch.MoveNextAsync())
            if (watch.Current is T found)
            {
                Console.WriteLine($"[client] {typeof(T).Name}");
                return found;
            }

        throw new TimeoutException("The watch has ended.");
    }

    private static async Task GetAsync(ChildEndpoint endpoint)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => endpoint.ConnectAsync(token) };
        using var http = new HttpClient(handler);
        Console.WriteLine($"[client] DATA <{await http.GetStringAsync(new Uri("http://localhost/"))}>");
    }
}
