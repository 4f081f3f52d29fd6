using System.Net.Sockets;
using System.Text;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task Ready_when_it_says_so_and_not_when_it_listens()
    {
        using var directory = new TempDirectory();
        var running = Launch(Notifying(directory, "bind", "notify", "STATUS=loading", "notify-after", "300", "READY=1"));
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "loading", "the status is heard");
        Assert.Equal(new LaunchReady(running.Endpoint, Verified: true), await running.Observer.WhenReady);
        Assert.Equal("loading", running.Launch.StatusText);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task One_datagram_may_say_more_than_one_thing_and_a_grandchild_may_send_it()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(
            directory, "grandchild", "[", "notify", "X=1\nREADY=1\nSTATUS=a\tb", "never-bind", "]", "never-bind"));
        Assert.Equal("ab", running.Launch.StatusText);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)] // with the directory, as at the end of a login
    public async Task A_socket_that_was_swept_is_there_again_for_what_is_said_later(bool isAltogether)
    {
        using var directory = new TempDirectory();
        var running = Launch(Notifying(directory) with { Command = "/bin/sh", Args = ["-c", "exec sleep 100"] });
        var run = directory.PathOf("run");
        var path = Directory.GetFiles(run).Single();
        for (var i = 0; i < 2; i++)
        {
            if (isAltogether) Directory.Delete(run, recursive: true);
            else File.Delete(path);
            await Eventually.HoldsAsync(() => File.Exists(path), "it is there again");
        }

        running.Launch.Kill();
        await running.EndAsync();
        Assert.Empty(Directory.GetFiles(run));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_is_said_to_a_socket_that_was_made_anew_is_heard()
    {
        using var directory = new TempDirectory();
        var go = directory.PathOf("go");
        var plan = Notifying(directory, "notify", "READY=1", "never-bind");
        var running = Launch(plan with
        {
            Command = "/bin/sh", Args = ["-c", "until test -e \"$0\"; do sleep 0.01; done; exec \"$@\"", go, plan.Command, .. plan.Args],
        });
        var path = Directory.GetFiles(directory.PathOf("run")).Single();
        File.Delete(path);
        await Eventually.HoldsAsync(() => File.Exists(path), "it is there again");

        await File.WriteAllTextAsync(go, "");

        await running.Observer.WhenReady;
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_helper_that_has_ended_by_then_is_heard()
    {
        using var directory = new TempDirectory();
        for (var i = 0; i < 5; i++)
        {
            var running = Launch(Notifying(directory, "grandchild", "[", "notify", "READY=1", "exit", "0", "]", "never-bind"));
            await running.Observer.WhenReady;
            running.Launch.Kill();
        }
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_may_not_say_that_it_is_ready()
    {
        using var directory = new TempDirectory();
        var running = Launch(Notifying(directory, "never-bind"));
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Directory.GetFiles(directory.PathOf("run")).Single();
        stranger.SendTo("READY=1\nSTATUS=believe me"u8.ToArray(), new UnixDomainSocketEndPoint(path));
        // Datagrams come in order: what was sent before the end is heard before the end is told.
        running.Launch.Kill();
        Assert.Null((await running.EndAsync()).StatusText);
        Assert.False(running.Observer.IsReady);
        Assert.False(File.Exists(path));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_on_the_port_of_one_that_says_it_is_ready_is_an_error()
    {
        using var directory = new TempDirectory();
        var stranger = await LaunchReadyAsync("bind");
        var plan = Notifying(directory, "notify", "READY=1", "never-bind") with { Endpoint = stranger.Endpoint };
        Assert.Equal(stranger.Launch.Pid, (await Launch(plan).EndAsync()).Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_last_words_are_heard_and_a_flood_of_them_harms_nobody()
    {
        using var directory = new TempDirectory();
        var words = Enumerable.Range(0, 200).SelectMany(i => new[] { "notify", $"STATUS={new string('x', 500)} {i}" });
        var exit = await Launch(Notifying(directory, [.. words, "notify", "STATUS=cannot open the database", "exit", "3"])).EndAsync();
        Assert.Equal((ExitStatus.Exited(3), "cannot open the database"), (exit.Status, exit.StatusText));
    }

    [Fact]
    public void Without_a_safe_run_directory_nothing_is_spawned()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory.PathOf("run"));
        File.SetUnixFileMode(directory.PathOf("run"), (UnixFileMode)0b111_111_111);
        var refused = Assert.Throws<SpawnException>(() => Launch(Notifying(directory, "never-bind")));
        Assert.Contains("notify socket of 'dummy'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("open to other users", refused.Message, StringComparison.Ordinal);
    }

    private static LaunchPlan Notifying(TempDirectory directory, params string[] verbs) =>
        Dummy.Plan(Dummy.FreeTcp(), verbs) with { Ready = Readiness.Notify, RunDirectory = directory.PathOf("run") };
}
