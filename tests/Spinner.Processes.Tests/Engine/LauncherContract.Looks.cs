using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task A_launch_listens_until_it_is_gone()
    {
        var running = Launch("bind-after", "100");
        Assert.False(running.Launch.IsListening());
        await running.Observer.WhenReady;
        Assert.True(running.Launch.IsListening());
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Launch.IsListening());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_grandchilds_listener_is_the_launchs()
    {
        var running = await LaunchReadyAsync("grandchild", "[", "bind", "]", "never-bind");
        Assert.True(running.Launch.IsListening());
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_launch_whose_socket_file_was_swept_does_not_listen(bool isReplaced)
    {
        var endpoint = Dummy.FreeUnix();
        var running = await LaunchReadyAsync(Dummy.Plan(endpoint, "bind"));
        Assert.True(running.Launch.IsListening());
        File.Delete(endpoint.Path);
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (isReplaced) stranger.Bind(new UnixDomainSocketEndPoint(endpoint.Path));
        if (isReplaced) stranger.Listen();
        Assert.False(running.Launch.IsListening());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_strangers_listener_is_not_the_launchs()
    {
        var stranger = await LaunchReadyAsync("bind");
        var running = Launch(Dummy.Plan(stranger.Endpoint, "never-bind"));
        Assert.False(running.Launch.IsListening());
    }

    [Fact]
    public void A_look_at_a_good_plan_finds_nothing() => Assert.Null(Launcher.Check(Dummy.Plan(Dummy.FreeTcp())));

    [Theory]
    [InlineData("#!/bin/sh\n", "/no/such/directory", SpawnFailure.NoSuchDirectory)]
    [InlineData("#!/bin/sh\n", null, SpawnFailure.PermissionDenied)]
    [InlineData(null, null, SpawnFailure.CommandNotFound)]
    [InlineData("x#!/no/such/interpreter -x\n", null, SpawnFailure.CommandNotFound)]
    [InlineData("x", null, SpawnFailure.Unavailable)]
    [InlineData("x\uFEFF#!/bin/sh\n", null, SpawnFailure.Refused)]
    [InlineData("x#!/bin/sh\n", null, null)]
    [InlineData("x#! /bin/sh -e\n", null, null)]
    [InlineData("x\u007fELF", null, null)]
    public void A_look_finds_what_a_launch_would_be_refused_for(string? content, string? workingDirectory, SpawnFailure? expected)
    {
        using var directory = new TempDirectory();
        var mayExecute = content?.StartsWith('x') == true;
        var path = content is null ? directory.PathOf("tool") : directory.Make("tool", mayExecute ? content[1..] : content);
        if (mayExecute) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(expected, Launcher.Check(Dummy.Plan(Dummy.FreeTcp()) with { Command = path, WorkingDirectory = workingDirectory })?.Failure);
    }

    [Fact]
    public void A_look_finds_a_program_that_is_still_written()
    {
        using var directory = new TempDirectory();
        var path = directory.Make("tool", "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var plan = Dummy.Plan(Dummy.FreeTcp()) with { Command = path };
        using (File.Open(path, FileMode.Append)) Assert.Equal(SpawnFailure.Unavailable, Launcher.Check(plan)?.Failure);
        Assert.Null(Launcher.Check(plan));
    }
}
