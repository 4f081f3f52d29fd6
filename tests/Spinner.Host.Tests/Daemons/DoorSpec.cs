using System.Net;
using System.Text.RegularExpressions;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Daemons;

/// <summary>The front door of the daemon.</summary>
public partial class DoorSpec
{
    private const string Door = "front-door.listen = [\"http://127.0.0.1:0\"]\n";

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_address_that_is_spelled_otherwise_needs_no_restart_and_another_does()
    {
        await using var daemon = new DaemonRun();
        var port = FreePort();
        daemon.WriteText($"front-door.listen = [{port}]\nspinner.children {{ {DaemonRun.Child("web", "", "bind")} }}");
        await daemon.StartAsync();
        foreach (var (listen, told) in new[] { ($"\":{port}\"", false), ($"\"http://localhost:{port}/\"", false), ($"\"127.0.0.1:{port}\"", true) })
        {
            daemon.WriteText($"front-door.listen = [{listen}]\nspinner.children {{ {DaemonRun.Child("web", "", "bind")} }}");
            Assert.Equal(told, (await daemon.RunAsync("reload", "-o", "json")).Out.Contains("front-door.listen", StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_first_request_starts_a_child_and_a_reload_brings_more_of_them()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText($"{Door}spinner.children {{ {DaemonRun.Child("web", "", "bind")} }}");
        await daemon.StartAsync();
        using var http = await ClientAsync(daemon);

        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(http, "web.localhost"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(http, "later.localhost")).Status);
        Assert.DoesNotContain("Proxying", daemon.Process.Out, StringComparison.Ordinal);

        daemon.WriteText($"{Door}spinner.children {{ {DaemonRun.Child("web", "", "bind")} {DaemonRun.Child("later", "", "bind")} }}");
        await daemon.ReloadAsync();
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(http, "later.localhost"));

        // What a reload makes a worker is reached no more.
        daemon.WriteText($"{Door}spinner.children {{ {DaemonRun.Child("web", "", "bind")} {DaemonRun.Child("later", "kind = worker", "never-bind")} }}");
        await daemon.ReloadAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(http, "later.localhost")).Status);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Mistakes_are_told_with_those_of_the_other_blocks()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText("front-door.max-running = 0\nhost.log-files = 0\n");
        var (code, _, error) = await daemon.RunAsync("validate", daemon.File);
        Assert.Equal(1, code);
        Assert.Contains("front-door.max-running", error, StringComparison.Ordinal);
        Assert.Contains("belongs to spinner", error, StringComparison.Ordinal);
        Assert.Contains("host.log-files", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_port_that_somebody_has_is_named()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var daemon = new DaemonRun();
        daemon.WriteText($"front-door.listen = [\"http://{taken.LocalEndpoint}\"]\n");
        var process = daemon.Launch();
        Assert.Equal(1, await process.EndAsync());
        Assert.Contains($"{taken.LocalEndpoint}", process.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_script_that_only_a_route_names_has_the_defaults_and_the_log_of_the_file()
    {
        await using var daemon = new DaemonRun();
        var script = daemon.PathOf("app.sh");
        await File.WriteAllTextAsync(script, $"exec '{Dummy.Dotnet}' '{Dummy.Dll}' print-env COLOUR bind\n");
        string Of(string colour) => $"{Door}front-door.routes.tool {{ child = \"{script}\", path = /tool }}\nspinner.defaults.env.COLOUR = {colour}\n";
        daemon.WriteText(Of("green"));
        await daemon.StartAsync();
        using var http = await ClientAsync(daemon);

        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(http, "any.example", "/tool"));
        Assert.Contains("green", (await daemon.RunAsync("logs", script)).Out, StringComparison.Ordinal);

        daemon.WriteText(Of("blue"));
        await daemon.ReloadAsync();
        await daemon.DoAsync("stop", script);
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(http, "any.example", "/tool"));
        Assert.Contains("blue", (await daemon.RunAsync("logs", script)).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_apps_of_the_quickstart_are_reachable_by_their_names()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText(Quickstart.Text().Replace("http://localhost:8080", "http://127.0.0.1:0", StringComparison.Ordinal));
        await daemon.StartAsync();
        using var http = await ClientAsync(daemon);

        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(http, "hello.localhost"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "clock.localhost")).Status);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(null)]
    [InlineData("0")]
    public async Task Sockets_are_gone_on_with_where_they_are_heard_of_unless_told_otherwise_and_children_know_nothing_of_it(string? given)
    {
        const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
        await using var daemon = new DaemonRun();
        if (given is not null) daemon.Environment[Switch] = given;
        daemon.WriteText($"{Door}spinner.children {{ {DaemonRun.Child("web", "autostart = on", "print-all-env", "bind")} }}");
        await daemon.StartAsync();
        await daemon.PidAsync("web");

        // With the switch .NET has a thread for sockets for each processor, without it one for some thirty.
        var threads = Directory.GetDirectories($"/proc/{daemon.Process.Pid}/task").Count(task => File.ReadAllText(Path.Combine(task, "comm")) == ".NET Sockets\n");
        Assert.Equal(given is null || Environment.ProcessorCount == 1, threads == Environment.ProcessorCount);
        var environment = (await daemon.RunAsync("logs", "web")).Out.Split('\n').Where(line => line.Contains(Switch, StringComparison.Ordinal));
        Assert.Equal(given is null ? [] : [$"{Switch}={given}"], environment);
    }

    private static async Task<HttpClient> ClientAsync(DaemonRun daemon)
    {
        Match At() => Address().Match(daemon.Process.Out);
        await Eventually.HoldsAsync(() => At().Success, "the front door is open", TimeSpan.FromSeconds(60));
        return new HttpClient { BaseAddress = new Uri(At().Groups[1].Value), Timeout = TimeSpan.FromSeconds(100) };
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string host, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("front door at (http://[^ :]+:[0-9]+)")]
    private static partial Regex Address();

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
