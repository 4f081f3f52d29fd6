using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Spinner.Benchmarks.Daemon;

/// <summary>A daemon in a process of its own, asked over its control socket and looked at from outside.</summary>
internal sealed class RunningDaemon : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly HttpClient _http;

    private RunningDaemon(Process process, string socket)
    {
        (_process, Socket) = (process, socket);
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, MaxConnectionsPerServer = AtOnce });
    }

    /// <summary>The path of its control socket.</summary>
    public string Socket { get; }

    public ProcessMemory Memory => new(_process.Id);

    /// <summary>What it has used of a processor, all its threads that live.</summary>
    public TimeSpan Cpu => Directory.EnumerateDirectories($"/proc/{_process.Id}/task").Aggregate(TimeSpan.Zero, (sum, task) => sum + TaskTime(task));

    /// <summary>Starts <c>spinner up</c> with this file and waits for the first answer of its API.</summary>
    /// <returns>The daemon, and the milliseconds from its start to that answer.</returns>
    /// <exception cref="OperationCanceledException">It has not answered for a minute.</exception>
    public static async Task<(RunningDaemon Daemon, double Milliseconds)> StartAsync(string program, string directory, string settings)
    {
        var file = Path.Combine(directory, "daemon.conf");
        await File.WriteAllTextAsync(file, $"""
            host.log-dir = "{directory}/logs"
            spinner.state-dir = "{directory}/state"
            {settings}
            """);
        var socket = Path.Combine(directory, "control.sock");
        var began = Stopwatch.GetTimestamp();
        var daemon = new RunningDaemon(Process.Start(Programs.Quiet(program, "up", "--plain", "--socket", socket, "-c", file))!, socket);
        using var timer = new PeriodicTimer(Every);
        using var late = new CancellationTokenSource(Patience);
        try
        {
            while (!await daemon.AnswersAsync(late.Token)) await timer.WaitForNextTickAsync(late.Token);
            return (daemon, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts children of this program, each on a unix socket of its own.</summary>
    /// <exception cref="HttpRequestException">One did not start.</exception>
    public Task StartAsync(IEnumerable<string> names, string child) => Parallel.ForEachAsync(
        names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (name, token) =>
        {
            using var body = new StringContent($$"""{"command":"{{child}}","endpoint":"unix"}""", Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(At($"/v1/children/{name}/start"), body, token);
            answer.EnsureSuccessStatusCode();
        });

    public Task RemoveAsync(IEnumerable<string> names) => Parallel.ForEachAsync(
        names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (name, token) =>
        {
            using var answer = await _http.DeleteAsync(At($"/v1/children/{name}"), token);
            answer.EnsureSuccessStatusCode();
        });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Programs.RunAsync("kill", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WhenEndedAsync();
        _process.Dispose();
    }

    private static Uri At(string path) => new("http://spinner" + path);

    private static TimeSpan TaskTime(string task)
    {
        try
        {
            var nanoseconds = File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0];
            return TimeSpan.FromMicroseconds(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1000.0);
        }
        catch (IOException)
        {
            // The thread has ended.
            return TimeSpan.Zero;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken token)
    {
        try
        {
            using var answer = await _http.GetAsync(At("/v1/children"), token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not yet.
            return false;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
