namespace Spinner.Actors.Tests.Survival;

/// <summary>The short form, and what a child finds in its environment.</summary>
public class ScriptSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_shell_script_is_run_named_and_monitored_by_its_path()
    {
        var script = Write("app.sh", InShell("dummy bind"));
        var ready = await Spinner.StartScriptAsync(script);
        Assert.Equal(script, ready.Name);
        Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
        Assert.Equal(MonitorTarget.Path(script), (await InfoAsync(script)).Options.Monitor);
        Write("app.sh", "# changed\n" + InShell("dummy bind"));
        Assert.Equal(script, (await Told.NextAsync<ChildRestarted>()).Name);
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(script));
    }

    [Fact(Timeout = Limit)]
    public async Task A_dll_is_run_by_dotnet()
    {
        // Run without verbs, the Dummy says how it is used.
        var error = await FailsAsync(Spinner.StartScriptAsync(Dummy.Dll));
        Assert.Equal(ExitStatus.Exited(64), error.LastExit);
        Assert.Contains(error.ErrorTail, line => line.StartsWith("usage: Spinner.Dummy", StringComparison.Ordinal));

        var ready = await Spinner.StartAsync(new ChildOptions { Script = Dummy.Dll, Name = Name, Args = ["bind"] });
        Assert.Equal($"http://{ready.Endpoint}", await Dummy.GetAsync(ready.Endpoint, "/env/ASPNETCORE_URLS"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_declared_child_starts_by_its_name_or_with_the_spinner()
    {
        var early = Child("bind") with { Name = "early", Autostart = true };
        var spinner = CreateSpinner(Options with { Children = [Child("bind"), early] });
        Assert.Equal("early", (await Told.NextAsync<ChildStarted>()).Name);
        Assert.Equal(ChildState.Stopped, (await spinner.GetAsync(Name))!.State);
        Assert.False((await spinner.StartAsync(Name)).AlreadyRunning);
        Assert.True((await spinner.StartAsync("early")).AlreadyRunning);
    }

    [Fact(Timeout = Limit)]
    public async Task A_script_without_a_runner_is_refused()
    {
        var error = await FailsAsync(Spinner.StartScriptAsync("nobody.knows"));
        Assert.Equal(SpinnerError.InvalidOptions, error.Reason);
        Assert.Contains("nobody.knows", error.Message, StringComparison.Ordinal);
        Assert.Null(await Spinner.GetAsync("nobody.knows"));
    }

    [Fact(Timeout = Limit)]
    public async Task The_environment_is_merged_and_the_spinners_own_variables_win()
    {
        var shared = new Dictionary<string, string>(Options.Defaults.Environment!) { ["A"] = "default", ["B"] = "default" };
        var spinner = CreateSpinner(Options with { Defaults = Options.Defaults with { Environment = shared } });
        var own = new Dictionary<string, string> { ["B"] = "${NAME} on ${HOST}:${PORT}", ["PORT"] = "1", ["SPINNER_NAME"] = "x" };
        var ready = await spinner.StartAsync(Child("bind") with { Name = "Zoë", Environment = own });
        var tcp = Assert.IsType<TcpEndpoint>(ready.Endpoint);

        var expected = new Dictionary<string, string>
        {
            ["PORT"] = $"{tcp.Port}", ["port"] = $"{tcp.Port}", ["HOST"] = "127.0.0.1", ["SPINNER_NAME"] = "Zoë",
            ["A"] = "default", ["B"] = $"Zoë on {tcp}", ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
        };
        foreach (var (name, value) in expected) Assert.Equal(value, await Dummy.GetAsync(ready.Endpoint, $"/env/{name}"));
    }

    [Fact(Timeout = Limit)]
    public async Task Arguments_and_the_working_directory_reach_the_child_as_they_are()
    {
        var stdout = new CaptureStream();
        Directory.CreateDirectory(PathOf("work dir"));
        var options = Child("print-cwd", "print", "it's \"${NAME}\" $HOME *", "bind") with { WorkingDirectory = PathOf("work dir") };
        await Spinner.StartAsync(options with { Stdout = OutputTarget.Stream(stdout) });
        // It listens when it has written them; they are read in their own time.
        await Eventually.HoldsAsync(() => stdout.Lines.Count >= 2, "both lines are read");
        Assert.Equal([PathOf("work dir"), $"it's \"{Name}\" $HOME *"], stdout.Lines);
    }
}
