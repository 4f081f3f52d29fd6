using Akka.Configuration;

namespace Spinner.Actors.Tests.Hocon;

/// <summary>What a block may say, and what is told about one that is wrong.</summary>
public class BlockSpec
{
    [Fact]
    public void No_block_says_nothing()
    {
        Assert.Equal(new ChildOptions(), SpinnerOptions.FromConfig("akka.loglevel = INFO").Defaults);
        Assert.Null(SpinnerOptions.FromConfig(Config.Empty).DrainTimeout);
        Assert.Empty(SpinnerOptions.FromConfig("spinner {}").Children);
    }

    [Fact]
    public void A_block_is_read_with_its_fallbacks()
    {
        var config = ConfigurationFactory.ParseString("spinner.children.web.attempts = 9")
            .WithFallback("spinner { drain-timeout = 10s\n children { web { command = app, attempts = 1 } } }");

        var options = SpinnerOptions.FromConfig(config);

        Assert.Equal(TimeSpan.FromSeconds(10), options.DrainTimeout);
        Assert.Equal(new ChildOptions { Name = "web", Command = "app", Attempts = 9 }, Assert.Single(options.Children));
    }

    [Theory]
    [InlineData("idle-time = off", null)]
    [InlineData("idle-time = -1", null)]
    [InlineData("idle-time = 1.5h", 90 * 60.0)]
    [InlineData("idle-time = 250 ms", 0.25)]
    public void An_idle_time_is_a_duration_or_off(string line, double? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : ChildOptions.Never, Defaults(line).IdleTime);

    [Theory]
    [InlineData("output-buffer = 64KiB", 65536)]
    [InlineData("output-buffer = 1 MiB", 1048576)]
    [InlineData("output-buffer = 0", 0)]
    public void A_ring_has_a_size(string line, int bytes) => Assert.Equal(bytes, Defaults(line).OutputBuffer);

    [Fact]
    public void Readiness_is_a_word_or_a_block()
    {
        Assert.Equal(Readiness.Notify, Defaults("ready = notify").Ready);
        Assert.Equal(Readiness.Log("^ready in \\d+"), Defaults("ready { log { pattern = \"^ready in \\\\d+\" } }").Ready);
        Assert.Equal(Readiness.Exec("a", ["b"]), Defaults("ready { exec { command = [a, b] } }").Ready);
        Assert.Equal(Readiness.Exec("a", [], TimeSpan.FromSeconds(5)), Defaults("ready { exec { command = [a], every = 5s } }").Ready);
        Assert.Equal(["a", "${PID}"], Defaults("stop-command = [a, \"${PID}\"]").StopCommand!);
        Assert.Equal(Readiness.Http("/health"), Defaults("ready { http { path = /health } }").Ready);
        Assert.Equal(Readiness.Http("/health", new StatusRange(204, 204)), Defaults("ready.http { path = /health, status = 204 }").Ready);
        Assert.Equal(Readiness.Http("/health", new StatusRange(200, 299)), Defaults("ready { http { path = \"/health\", status = 200-299 } }").Ready);
    }

    [Fact]
    public void An_empty_text_is_a_value_not_given() => Assert.Equal(new ChildOptions(), Defaults("command = \"\"\n monitor = \"\"\n attempts = \"\"\n cwd = null"));

    [Fact]
    public void Monitor_is_a_path_or_several()
    {
        Assert.Equal(MonitorTarget.Path("src"), Defaults("monitor = src").Monitor);
        Assert.Equal(MonitorTarget.Paths("src/**/*.js", ".env", "!gen"), Defaults("monitor = [\"src/**/*.js\", .env, \"!gen\"]").Monitor);
        Assert.Null(MonitorTarget.Paths("a", "b").Location);
        Assert.Throws<ArgumentException>(() => MonitorTarget.Paths("!gen"));
    }

    [Fact]
    public void Monitor_off_is_a_value() => Assert.Equal(MonitorTarget.None, Defaults("monitor = off").Monitor);

    [Fact]
    public void An_empty_list_is_a_value() => Assert.Empty(SpinnerOptions.FromConfig("spinner.children.a.args = []").Children[0].Args!);

    [Fact]
    public void Names_of_children_and_variables_are_taken_as_they_are()
    {
        var options = SpinnerOptions.FromConfig("spinner { children { \"./my app.js\" { env { \"A.b\" = 1\n PATH = x } } } }");

        Assert.Equal("./my app.js", options.Children[0].Name);
        Assert.Equal(new Dictionary<string, string> { ["A.b"] = "1", ["PATH"] = "x" }, options.Children[0].Environment);
    }

    [Theory]
    [InlineData("attemps = 3", "spinner.defaults.attemps is an unknown key, did you mean attempts?; allowed: the keys script, command")]
    [InlineData("start-timout = 3s", "spinner.defaults.start-timout is an unknown key, did you mean timeout?; allowed: the keys script, command")]
    [InlineData("Cwd = a, working-directory = b", "spinner.defaults.working-directory is given twice; allowed: one of Cwd and working-directory")]
    [InlineData("colour = red", "spinner.defaults.colour is an unknown key; allowed: the keys script, command")]
    [InlineData("timeout = \"00:61:00\"", "spinner.defaults.timeout is \"00:61:00\"; allowed: a number and ms, s, m, h or d, or hours, minutes and seconds: 00:05:00")]
    [InlineData("timeout = \"-00:01:00\"", "spinner.defaults.timeout is \"-00:01:00\"; allowed: a number")]
    [InlineData("attempts = many", "spinner.defaults.attempts is \"many\"; allowed: a whole number")]
    [InlineData("attempts = 0", "spinner.defaults.attempts is 0; allowed: 1 to 100")]
    [InlineData("attempts = [3]", "spinner.defaults.attempts is a list; allowed: a whole number")]
    [InlineData("timeout = 30", "spinner.defaults.timeout is \"30\"; allowed: a number and ms, s, m, h or d")]
    [InlineData("timeout = soon", "spinner.defaults.timeout is \"soon\"; allowed: a number and")]
    [InlineData("timeout = 0s", "spinner.defaults.timeout is \"0s\"; allowed: 1 ms to 24 days, or off")]
    [InlineData("idle-time = 0s", "spinner.defaults.idle-time is \"0s\"; allowed: 1 ms to 24 days, or off")]
    [InlineData("output-buffer = 17MiB", "spinner.defaults.output-buffer is \"17MiB\"; allowed: 0 to 16777216")]
    [InlineData("output-buffer = 64KB", "spinner.defaults.output-buffer is \"64KB\"; allowed: bytes, or a number and KiB or MiB")]
    [InlineData("keep = perhaps", "spinner.defaults.keep is \"perhaps\"; allowed: on or off")]
    [InlineData("stdout = consol", "spinner.defaults.stdout is \"consol\"; allowed: console, none, log, or the path")]
    [InlineData("stop-signal = SIGSEGV", "spinner.defaults.stop-signal is \"SIGSEGV\"; allowed: SIGTERM")]
    [InlineData("endpoint = 70000", "spinner.defaults.endpoint is 70000; allowed: ports 1 to 65535")]
    [InlineData("endpoint = udp", "spinner.defaults.endpoint is \"udp\"; allowed: tcp, unix")]
    [InlineData("endpoint = \"listen-fd:pipe\"", "spinner.defaults.endpoint is \"listen-fd:pipe\"; allowed: tcp, unix")]
    [InlineData("ready = soon", "spinner.defaults.ready is \"soon\"; allowed: listen, notify, alive, exit, or a block http { path, status }")]
    [InlineData("ready = http", "spinner.defaults.ready is \"http\"; allowed: listen")]
    [InlineData("ready { http { status = 200 } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { http { path = /, status = 99 } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { http { path = /, stats = 200 } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { log { pattern = a, http = b } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { log { pattern = a }\n http { path = \"/\" } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { log { pattern = \"a(\" } }", "spinner.defaults.ready is \"a(\"; allowed: a regular expression without lookarounds and backreferences (Invalid")]
    [InlineData("ready { log { pattern = \"(?=a)\" } }", "spinner.defaults.ready is \"(?=a)\"; allowed: a regular expression without lookarounds and backreferences (")]
    [InlineData("ready { exec { command = [] } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { exec { command = [a], every = often } }", "spinner.defaults.ready is a block; allowed: listen")]
    [InlineData("ready { exec { command = [a], every = 0s } }", "spinner.defaults.ready is 00:00:00; allowed: 1 ms to 24 days")]
    [InlineData("ready { exec { command = [\"\"] } }", "spinner.defaults.ready is \"\"; allowed: a program and its arguments")]
    [InlineData("stop-command = []", "spinner.defaults.stop-command is not given; allowed: a program and its arguments")]
    [InlineData("ready { http { path = health } }", "spinner.defaults.ready is \"health\"; allowed: a path that begins with /")]
    [InlineData("env = 5", "spinner.defaults.env is a text; allowed: a block")]
    [InlineData("env { A { b = 1 } }", "spinner.defaults.env.A is a block; allowed: a text")]
    [InlineData("args = [a]", "spinner.defaults.args is \"a\"; allowed: nothing: it belongs to one child")]
    public void A_wrong_value_is_told_with_its_key_path_and_what_is_allowed(string line, string error) =>
        Assert.Contains(error, Assert.Throws<ConfigurationException>(() => Defaults(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("start-timeout = 3s")]
    [InlineData("StartTimeout = 3s")]
    [InlineData("timeout = \"00:00:03\"")]
    [InlineData("Timeout = \"0.00:00:03.000\"")]
    public void The_names_and_durations_of_csharp_are_understood(string line) =>
        Assert.Equal(new ChildOptions { StartTimeout = TimeSpan.FromSeconds(3) }, Defaults(line));

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var message = Assert.Throws<ConfigurationException>(() => SpinnerOptions.FromConfig("""
            spinner {
              drain = 1s
              drain-timeout = soon
              port-range = 30000-20000
              runners { JS = [node] }
              defaults = none
              children {
                web { attempts = 0 }
                "a b" { keep = 7 }
                x = 5
              }
            }
            """)).Message;

        Assert.Contains("spinner.drain is an unknown key; allowed: the keys engine, orphans, state-dir, run-dir, port-range", message, StringComparison.Ordinal);
        Assert.Contains("spinner.drain-timeout is \"soon\"", message, StringComparison.Ordinal);
        Assert.Contains("spinner.port-range is \"30000-20000\"; allowed: first-last", message, StringComparison.Ordinal);
        Assert.Contains("spinner.runners[\"JS\"] is \"node\"", message, StringComparison.Ordinal);
        Assert.Contains("spinner.defaults is a text; allowed: a block", message, StringComparison.Ordinal);
        Assert.Contains("spinner.children.web.attempts is 0", message, StringComparison.Ordinal);
        Assert.Contains("spinner.children.\"a b\".keep is \"7\"", message, StringComparison.Ordinal);
        Assert.Contains("spinner.children.x is a text; allowed: a block", message, StringComparison.Ordinal);
    }

    private static ChildOptions Defaults(string line) => SpinnerOptions.FromConfig($"spinner {{\n defaults {{\n {line}\n }}\n}}").Defaults;
}
