using System.Net;
using System.Net.Sockets;

namespace Spinner.Host.Tests.Commands;

/// <summary>What goes wrong when one begins, and what one is told.</summary>
public class FirstMinutesSpec
{
    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("front-door.listen = [\"http://127.0.0.1:{0}\"]")]
    [InlineData("host {{ listen = \"127.0.0.1:{0}\", tokens.one.secret = \"00000000000000000000000000000000\" }}")]
    public async Task A_port_that_is_taken_is_told_in_a_line(string settings)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var daemon = new DaemonRun();
        daemon.WriteText(string.Format(null, System.Text.CompositeFormat.Parse(settings), port));

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains($"{port}: address already in use", Assert.Single(daemon.Process.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal("", daemon.Process.Out);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("front-door.listen = [\"http://127.0.0.1:{0}\"]")]
    [InlineData("host {{ listen = \"127.0.0.1:{0}\", tokens.one.secret = \"00000000000000000000000000000000\" }}")]
    public async Task Nothing_is_started_before_all_ports_are_had(string settings)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var daemon = new DaemonRun();
        var child = DaemonRun.Child("web", "autostart = on", "print", "launched", "bind");
        daemon.WriteText($"{string.Format(null, System.Text.CompositeFormat.Parse(settings), port)}\nspinner.children {{ {child} }}\n");

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.False(File.Exists(daemon.PathOf("logs", "web.log")));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_file_that_is_none_is_told()
    {
        await using var daemon = new DaemonRun();
        daemon.Write();
        await File.WriteAllTextAsync(daemon.PathOf("include.conf"), "include \"other.conf\"\n");

        Assert.Contains("there is no file '", await RefusedAsync("none.conf"), StringComparison.Ordinal);
        Assert.Contains("is a directory", await RefusedAsync(""), StringComparison.Ordinal);
        Assert.Contains("line 1: there is no file '", await RefusedAsync("include.conf"), StringComparison.Ordinal);

        async Task<string> RefusedAsync(string file)
        {
            var (code, _, error) = await daemon.RunAsync("up", "--detach", "-c", daemon.PathOf(file));
            Assert.Equal(1, code);
            return error;
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_name_nobody_has_is_told_and_the_others_are_served()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");

        var (code, _, error) = await daemon.RunAsync("start", "nobody");
        Assert.Equal((4, 2), (code, error.Trim().Split('\n').Length));
        Assert.Contains("next: `spinner list`", error, StringComparison.Ordinal);
        (code, _, error) = await daemon.RunAsync("restart", "nobody", "web");
        Assert.Equal(4, code);
        Assert.Contains("'nobody'", error, StringComparison.Ordinal);
        await DaemonRun.GoneAsync(pid);
        (code, var answer, _) = await daemon.RunAsync("stop", "nobody", "web");
        Assert.Equal((4, "web stopped\n"), (code, answer));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_makes_no_sense_is_refused_before_anybody_is_asked()
    {
        await using var daemon = new DaemonRun();
        Assert.Equal(2, (await daemon.RunAsync("logs", "web", "--tail", "-1")).Code);
        Assert.Equal(2, (await daemon.RunAsync("list", "-o", "xml")).Code);
        Assert.Equal(2, (await daemon.RunAsync("start", "web", "--env", "A")).Code);
        Assert.Equal(3, (await daemon.RunAsync("list")).Code);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("--socket", "list", "--socket", "")]
    [InlineData("--config", "up", "-c", "")]
    [InlineData("--timeout is '-1'", "wait", "web", "--timeout", "-1")]
    [InlineData("--timeout is '1e9'", "wait", "web", "--timeout", "1e9")]
    [InlineData("--timeout is '900d'", "wait", "web", "--timeout", "900d")]
    [InlineData("--options", "start", "web", "--options", "{\"cwd\":1,\"cwd\":2}")]
    [InlineData("--options", "start", "web", "--options", "[]")]
    public async Task What_makes_no_sense_is_named(string named, params string[] args)
    {
        using var command = SpinnerProcess.Start(new Dictionary<string, string>(), args);
        Assert.Equal(2, await command.EndAsync());
        Assert.Contains(named, command.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_Akka_does_not_take_is_told_in_a_line()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText("akka.loglevel = loud\n");

        Assert.Equal(1, await daemon.Launch().EndAsync());

        var error = Assert.Single(daemon.Process.Error.Trim().Split('\n'));
        Assert.Contains("the block akka of", error, StringComparison.Ordinal);
        Assert.Contains("LOUD", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_state_directory_that_is_open_to_others_is_told_in_a_line()
    {
        await using var daemon = new DaemonRun();
        daemon.Write();
        Directory.CreateDirectory(daemon.PathOf("state"));
        File.SetUnixFileMode(daemon.PathOf("state"), (UnixFileMode)0b111_111_111);

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains("state-dir", Assert.Single(daemon.Process.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_socket_that_cannot_be_had_is_told()
    {
        await using var daemon = new DaemonRun();
        daemon.Write();
        using var up = SpinnerProcess.Start(daemon.Environment, "up", "-c", daemon.File, "--socket", "/proc/control.sock");
        Assert.Equal(1, await up.EndAsync());
        Assert.Contains("cannot listen on /proc/control.sock: ", up.Error, StringComparison.Ordinal);
    }
}
