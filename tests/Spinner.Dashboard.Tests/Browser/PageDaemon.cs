using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Spinner.Dashboard.Tests.Browser;

/// <summary>A daemon with children to look at. Disposing ends it.</summary>
internal sealed class PageDaemon : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly TempDirectory _directory = new();
    private readonly StringBuilder _output = new();
    private readonly string _children;
    private int _port;
    private Process? _process;

    /// <param name="children">As members of the block children.</param>
    public PageDaemon(string children)
    {
        _children = children;
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => new Spinner.Actors.UnixEndpoint(Socket).ConnectAsync(token) })
        {
            BaseAddress = new Uri("http://spinner"), Timeout = Limit,
        };
    }

    /// <summary>Where the page is, once somebody has asked for it.</summary>
    public string Origin => $"http://localhost:{_port}";

    /// <summary>Over its unix socket.</summary>
    public HttpClient Http { get; }

    private string Socket => _directory.PathOf("control.sock");

    public string PathOf(string name) => _directory.PathOf(name);

    /// <summary>Starts it, and returns when it answers. The next one has its page where this one had it.</summary>
    public async Task StartAsync()
    {
        File.WriteAllText(PathOf("children.conf"), $$"""
            host { log-dir = "{{PathOf("logs")}}", dashboard-listen = "127.0.0.1:{{_port}}", dashboard = {{(_port == 0 ? "lazy" : "on")}} }
            spinner { state-dir = "{{PathOf("state")}}", children { {{_children}} } }
            """);
        lock (_output) _output.Clear();
        var start = new ProcessStartInfo(Dummy.Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Path.Combine(AppContext.BaseDirectory, "spinner.dll"), "up", "--plain", "-c", PathOf("children.conf"), "--socket", Socket]) start.ArgumentList.Add(arg);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.HoldsAsync(() => _process.HasExited || Output.Contains($" on {Socket}, ", StringComparison.Ordinal), "the daemon listens", Limit);
        Assert.False(_process.HasExited, Output);
    }

    /// <summary>An address of the page that is good once.</summary>
    public async Task<string> AddressAsync(string role = "define")
    {
        using var body = new StringContent($$"""{"role":"{{role}}"}""");
        using var answer = await Http.PostAsync("/v1/codes", body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var address = json.RootElement.GetProperty("url").GetString()!;
        _port = new Uri(address).Port;
        return address;
    }

    /// <summary>Ends it as no daemon is asked to; its guardian ends its children.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndsAsync(_process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using var stopped = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await EndsAsync(stopped);
            await EndsAsync(_process);
        }

        _process?.Dispose();
        Http.Dispose();
        _directory.Dispose();
    }

    private static Task EndsAsync(Process process) => Eventually.HoldsAsync(() => process.HasExited, "the process has ended", Limit);

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private void Add(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
