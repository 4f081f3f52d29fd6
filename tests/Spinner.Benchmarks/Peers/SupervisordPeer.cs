using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Spinner.Benchmarks.Peers;

/// <summary>supervisord over XML-RPC on its unix socket, each child a program of its own.</summary>
internal sealed class SupervisordPeer : IPeer
{
    private readonly string _directory;
    private readonly Process _process;
    private readonly HttpClient _http;

    private SupervisordPeer(string directory, Process process)
    {
        (_directory, _process) = (directory, process);
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, MaxConnectionsPerServer = 8 });
    }

    public int Pid => _process.Id;

    public static async Task<SupervisordPeer> StartAsync(string supervisord, Workshop workshop)
    {
        var directory = Directory.CreateDirectory(Path.Combine(workshop.Directory, "supervisord")).FullName;
        Directory.CreateDirectory(Path.Combine(directory, "programs"));
        var configuration = Path.Combine(directory, "supervisord.conf");
        await File.WriteAllTextAsync(configuration, $"""
            [supervisord]
            nodaemon=true
            minfds=2048
            logfile=/dev/null
            logfile_maxbytes=0
            pidfile={directory}/pid
            [unix_http_server]
            file={directory}/socket
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
            [include]
            files = {directory}/programs/*.conf

            """);
        var peer = new SupervisordPeer(directory, Process.Start(Programs.Quiet(supervisord, "-c", configuration))!);
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(Path.Combine(directory, "socket"))) await retry.WaitForNextTickAsync();
        return peer;
    }

    public async Task AddAsync(params PeerChild[] children)
    {
        foreach (var child in children)
        {
            await File.WriteAllTextAsync(Program(child), $"""
                [program:{child.Name}]
                command={string.Join(' ', child.CommandLine)}
                environment=PORT="{child.Endpoint}"
                autostart=false
                autorestart=true
                startsecs=0
                stdout_logfile=/dev/null
                stderr_logfile=/dev/null

                """);
        }

        await CallAsync("reloadConfig");
        foreach (var child in children) await CallAsync("addProcessGroup", child.Name);
    }

    public async Task<string> StartAsync(PeerChild child)
    {
        await CallAsync("startProcess", child.Name, false);
        return child.Endpoint;
    }

    public Task StopAsync(PeerChild child) => CallAsync("stopProcess", child.Name, true);

    public async Task RemoveAsync(PeerChild child)
    {
        // A stopped program answers with a fault, which is what is wanted.
        await PostAsync("stopProcess", child.Name, true);
        await CallAsync("removeProcessGroup", child.Name);
        File.Delete(Program(child));
    }

    public async ValueTask DisposeAsync()
    {
        await CallAsync("shutdown");
        await _process.WhenEndedAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private string Program(PeerChild child) => Path.Combine(_directory, "programs", child.Name + ".conf");

    private async Task CallAsync(string method, params object[] parameters)
    {
        var answer = await PostAsync(method, parameters);
        if (answer.Contains("<fault>", StringComparison.Ordinal)) throw new InvalidOperationException($"supervisord {method}: {answer}");
    }

    private async Task<string> PostAsync(string method, params object[] parameters)
    {
        var values = parameters.Select(p => p is bool flag ? $"<boolean>{(flag ? 1 : 0)}</boolean>" : $"<string>{p}</string>");
        var call = $"<methodCall><methodName>supervisor.{method}</methodName><params>{string.Concat(values.Select(v => $"<param><value>{v}</value></param>"))}</params></methodCall>";
        using var content = new StringContent(call, Encoding.UTF8, "text/xml");
        using var answer = await _http.PostAsync(new Uri("http://localhost/RPC2"), content);
        return await answer.Content.ReadAsStringAsync();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_directory, "socket")), token);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
