using System.Net;
using System.Net.Sockets;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Starts that fail before there is a process: the right noun is named, and the next start may try at once.</summary>
public class NothingStartedSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Command_not_found() =>
        await NamesAndRecoversAsync(Child("bind") with { Command = "no-such-program" }, SpinnerError.SpawnFailed, "no-such-program");

    [Fact(Timeout = Limit)]
    public async Task Command_path_not_found() =>
        await NamesAndRecoversAsync(Child("bind") with { Command = "./bin/app" }, SpinnerError.SpawnFailed, "./bin/app");

    [Fact(Timeout = Limit)]
    public async Task Command_not_executable()
    {
        var program = Write("program", "#!/bin/sh\nexit 0\n");
        await NamesAndRecoversAsync(Child("bind") with { Command = program }, SpinnerError.SpawnFailed, program, "execute permission");
    }

    [Fact(Timeout = Limit)]
    public async Task Working_directory_missing() =>
        await NamesAndRecoversAsync(
            Child("bind") with { WorkingDirectory = PathOf("nowhere") }, SpinnerError.SpawnFailed, PathOf("nowhere"), "working directory");

    [Fact(Timeout = Limit)]
    public async Task Monitored_path_missing() =>
        await NamesAndRecoversAsync(
            Child("bind") with { Monitor = MonitorTarget.Path(PathOf("nothing")) }, SpinnerError.MonitorMissing, PathOf("nothing"));

    [Fact(Timeout = Limit)]
    public async Task Output_file_in_a_directory_that_is_missing() =>
        await NamesAndRecoversAsync(
            Child("bind") with { Stdout = OutputTarget.File(PathOf("no/out.log")) }, SpinnerError.SpawnFailed, PathOf("no/out.log"));

    [Fact(Timeout = Limit)]
    public async Task Options_that_are_wrong_are_told_all_at_once()
    {
        var wrong = Child("bind") with { Attempts = 0, IdleTime = TimeSpan.Zero, Endpoint = EndpointSpec.Port(70_000) };
        var error = await FailsAsync(Spinner.StartAsync(wrong));
        Assert.Equal(SpinnerError.InvalidOptions, error.Reason);
        Assert.All(["Attempts", "IdleTime", "70000"], noun => Assert.Contains(noun, error.Message, StringComparison.Ordinal));
        Assert.Null(await Spinner.GetAsync(Name));
    }

    [Fact(Timeout = Limit)]
    public async Task A_socket_path_in_a_long_run_directory()
    {
        var spinner = CreateSpinner(Options with { RunDirectory = PathOf(new string('x', 100)) }, "long");
        var error = await FailsAsync(spinner.StartAsync(Child("bind") with { Endpoint = EndpointSpec.Unix }));
        Assert.Equal(SpinnerError.NoEndpoint, error.Reason);
        Assert.Contains("107", error.Message, StringComparison.Ordinal);
        Assert.Contains("shorter run directory", error.Message, StringComparison.Ordinal);
        Assert.Empty(Launches.All);
        await spinner.StartAsync(Child("bind"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_port_somebody_else_has()
    {
        var port = Dummy.FreeTcp().Port;
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        var error = await FailsAsync(Spinner.StartAsync(Child("bind") with { Endpoint = EndpointSpec.Port(port) }));
        Assert.Equal(SpinnerError.NoEndpoint, error.Reason);
        Assert.Contains($"pid {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        other.Stop();
        Assert.Equal(new TcpEndpoint("127.0.0.1", port), (await Spinner.StartAsync(Name)).Endpoint);
    }

    private async Task NamesAndRecoversAsync(ChildOptions options, SpinnerError reason, params string[] nouns)
    {
        var error = await FailsAsync(Spinner.StartAsync(options));
        Assert.Equal(reason, error.Reason);
        Assert.Null(error.LastExit);
        Assert.All(nouns, noun => Assert.Contains(noun, error.Message, StringComparison.Ordinal));
        Assert.Empty(Launches.All);
        Assert.False(error.RetryAt > TimeProvider.System.GetUtcNow());

        var ready = await Spinner.StartAsync(Child("bind"));
        Assert.Equal((1, false), (ready.Launch, ready.OptionsIgnored));
    }
}
