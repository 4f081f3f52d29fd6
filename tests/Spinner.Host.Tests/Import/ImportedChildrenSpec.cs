using System.Globalization;
using System.Text.RegularExpressions;

namespace Spinner.Host.Tests.Import;

/// <summary>From a file of another manager to children that run, by the commands people type.</summary>
public class ImportedChildrenSpec
{
    private static readonly string Web = $"{Dummy.Dotnet} {Dummy.Dll} bind";
    private static readonly string Http = $"{Dummy.Dotnet} {Dummy.Dll} web";

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("Procfile", "web: exec WEB\nworker: sleep 1000\n")]
    [InlineData("ecosystem.json", """
        { "apps": [{ "name": "web", "script": "DOTNET", "args": "DLL bind", "env": { "PORT": FREE } }, { "name": "worker", "script": "sleep", "args": ["1000"] }] }
        """)]
    [InlineData("supervisord.conf", "[program:web]\ncommand=WEB\nenvironment=PORT=\"FREE\"\n[program:worker]\ncommand=sleep 1000\n")]
    [InlineData("process-compose.yaml", """
        processes:
          web: { command: "exec WEB", environment: ["PORT=FREE"], availability: { restart: always } }
          worker: { command: sleep 1000, availability: { restart: always } }
        """)]
    [InlineData("config.yaml", "models:\n  web: { cmd: WEB, checkEndpoint: none }\n  worker: { cmd: WEB, checkEndpoint: none }\n")]
    public async Task They_start(string name, string text)
    {
        await using var daemon = new DaemonRun();
        var from = daemon.PathOf(name);
        await File.WriteAllTextAsync(from, text
            .Replace("WEB", Web, StringComparison.Ordinal).Replace("DOTNET", Dummy.Dotnet, StringComparison.Ordinal).Replace("DLL", Dummy.Dll, StringComparison.Ordinal)
            .Replace("FREE", FreePort().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var to = daemon.PathOf("spinner.conf");

        Assert.Equal(0, (await daemon.RunAsync("import", from, "-o", to)).Code);
        Assert.Equal(0, (await daemon.RunAsync("validate", to)).Code);
        // The door of the models would listen on a port that may be taken.
        daemon.WriteText(Regex.Replace(await File.ReadAllTextAsync(to), "(?s)^front-door.*", ""));
        await daemon.StartAsync();

        foreach (var child in (string[])["web", "worker"])
        {
            var started = await daemon.RunAsync("start", child);
            Assert.True(started.Code == 0, started.Error);
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_liveness_probe_has_it_replaced()
    {
        await using var daemon = new DaemonRun();
        var ill = daemon.PathOf("ill");
        await UpAsync(daemon, "process-compose.yaml", $$"""
            processes:
              web:
                command: "rm -f '{{ill}}'; exec sleep 1000"
                liveness_probe: { exec: { command: "test ! -e '{{ill}}'" }, period_seconds: 1, timeout_seconds: 30, failure_threshold: 1 }
                availability: { restart: always }
            """);
        var pid = await daemon.PidAsync("web");

        await File.WriteAllTextAsync(ill, "");

        await daemon.PidAsync("web", after: pid);
        await DaemonRun.GoneAsync(pid);
        Assert.False(File.Exists(ill));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_memory_limit_has_it_replaced()
    {
        await using var daemon = new DaemonRun();
        await UpAsync(daemon, "ecosystem.json", """
            { "apps": [{ "name": "big", "script": "sh", "args": ["-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 1000"], "max_memory_restart": "30M" }] }
            """);

        await daemon.PidAsync("big", after: await daemon.PidAsync("big"));

        Assert.Matches("holds [0-9.]+ MiB of memory, more than its 30 MiB", daemon.Process.Out);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_umask_and_where_its_errors_go_are_those_of_the_program()
    {
        await using var daemon = new DaemonRun();
        var log = daemon.PathOf("both.log");
        await UpAsync(
            daemon, "supervisord.conf",
            $"[program:web]\ncommand=sh -c \"umask; umask >&2; exec sleep 1000\"\numask=027\nredirect_stderr=true\nstdout_logfile={log}\n");
        await daemon.PidAsync("web");

        await Eventually.HoldsAsync(() => File.Exists(log) && File.ReadAllText(log) == "0027\n0027\n", "both streams are in the file");
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_models_of_a_llama_swap_file_answer_on_one_port_by_their_names()
    {
        await using var daemon = new DaemonRun();
        var (from, to, port) = (daemon.PathOf("config.yaml"), daemon.PathOf("spinner.conf"), FreePort());
        await File.WriteAllTextAsync(from, $"models:\n  a: {{ cmd: {Http}, checkEndpoint: none, aliases: [gpt] }}\n  b: {{ cmd: {Http}, checkEndpoint: none }}\n");
        Assert.Equal(0, (await daemon.RunAsync("import", from, "-o", to)).Code);
        // Where a child of ours takes a body.
        daemon.WriteText((await File.ReadAllTextAsync(to))
            .Replace("localhost:8080", $"127.0.0.1:{port}", StringComparison.Ordinal).Replace("\"/v1\"", "\"/upload\"", StringComparison.Ordinal));
        await daemon.StartAsync();
        using var client = new HttpClient();

        Assert.Equal(System.Net.HttpStatusCode.NotFound, await AskAsync("c"));
        Assert.Equal(System.Net.HttpStatusCode.OK, await AskAsync("gpt"));

        Assert.Equal(("started", "stopped"), (await StateAsync("a"), await StateAsync("b")));

        async Task<string?> StateAsync(string name)
        {
            using var child = System.Text.Json.JsonDocument.Parse((await daemon.RunAsync("get", name, "-o", "json")).Out);
            return child.RootElement.GetProperty("state").GetString();
        }

        async Task<System.Net.HttpStatusCode> AskAsync(string model)
        {
            using var body = new StringContent($$"""{"model":"{{model}}"}""");
            using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/upload"), body);
            return answer.StatusCode;
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        await using var daemon = new DaemonRun();
        var (from, to) = (daemon.PathOf("Procfile"), daemon.PathOf("there.conf"));
        await File.WriteAllTextAsync(from, "web: true\n");
        await File.WriteAllTextAsync(to, "mine");

        var (code, _, error) = await daemon.RunAsync("import", from, "-o", to);

        Assert.Equal(1, code);
        Assert.Contains("there.conf' already exists", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(to));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Up_with_such_a_file_says_how_it_is_imported()
    {
        await using var daemon = new DaemonRun();
        var from = daemon.PathOf("Procfile");
        await File.WriteAllTextAsync(from, "web: npm start\n");
        using var up = SpinnerProcess.Start(daemon.Environment, "up", "--socket", daemon.Socket, "-c", from);

        Assert.Equal(1, await up.EndAsync());

        Assert.Contains($"spinner import {from} -o spinner.conf", up.Error, StringComparison.Ordinal);
    }

    /// <summary>Imports a file, and runs what it becomes.</summary>
    private static async Task UpAsync(DaemonRun daemon, string name, string text)
    {
        var (from, to) = (daemon.PathOf(name), daemon.PathOf("spinner.conf"));
        await File.WriteAllTextAsync(from, text);
        Assert.Equal(0, (await daemon.RunAsync("import", from, "-o", to)).Code);
        Assert.Equal(0, (await daemon.RunAsync("validate", to)).Code);
        daemon.WriteText(await File.ReadAllTextAsync(to));
        await daemon.StartAsync();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
