using Spinner.Actors;


namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task The_child_leads_a_group_of_its_own()
    {
        var running = await LaunchReadyAsync("bind");
        Assert.Equal(running.Launch.Pid, ProcFacts.GroupOf(running.Launch.Pid));
        Assert.Equal([running.Launch.Pid], running.Launch.LivingPids);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_environment_is_exactly_the_plans()
    {
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print-all-env");
        await PrintsAsync(["A=1", "PORT=1", "Z=ä b"], plan with { Environment = new Dictionary<string, string> { ["Z"] = "ä b", ["A"] = "1", ["PORT"] = "1" } });
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] odd = ["a b", "-x", "--", "$HOME", "\"", "'", "ü*", "\\"];
        await PrintsAsync(odd, Dummy.Plan(Dummy.FreeTcp(), ["print-args", .. odd]));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Stdin_is_at_its_end() =>
        await PrintsAsync(["end"], Dummy.Plan(Dummy.FreeTcp(), "copy-stdin", "print", "end"));

    [Fact(Timeout = TimeLimit)]
    public async Task The_working_directory_is_the_plans()
    {
        using var directory = new TempDirectory();
        await PrintsAsync([directory.Path], Dummy.Plan(Dummy.FreeTcp(), "print-cwd") with { WorkingDirectory = directory.Path });
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_command_with_a_slash_is_relative_to_the_working_directory()
    {
        using var directory = new TempDirectory();
        File.CreateSymbolicLink(directory.PathOf("tool"), Dummy.Dotnet);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print", "found");
        await PrintsAsync(["found"], plan with { Command = "./tool", WorkingDirectory = directory.Path });
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_bare_command_is_looked_up_in_the_childs_PATH()
    {
        using var directory = new TempDirectory();
        File.CreateSymbolicLink(directory.PathOf("only-for-the-child"), Dummy.Dotnet);
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print", "found").With("PATH", $"/nowhere:{directory.Path}");
        await PrintsAsync(["found"], plan with { Command = "only-for-the-child" });
    }

    [Fact]
    public void A_missing_command_names_it_and_where_it_was_searched()
    {
        var refused = Refused(Dummy.Plan(Dummy.FreeTcp()).With("PATH", "/nowhere") with { Command = "no-such-tool" });
        Assert.Equal(SpawnFailure.CommandNotFound, refused.Failure);
        Assert.Contains("no-such-tool", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PATH=/nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_execute_permission_is_named()
    {
        var refused = Refused(Dummy.Plan(Dummy.FreeTcp()) with { Command = Dummy.Dll });
        Assert.Equal(SpawnFailure.PermissionDenied, refused.Failure);
        Assert.Contains(Dummy.Dll, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_no_command() =>
        Assert.Equal(SpawnFailure.PermissionDenied, Refused(Dummy.Plan(Dummy.FreeTcp()) with { Command = "/tmp" }).Failure);

    [Theory]
    [InlineData("/no/such/directory", "does not exist")]
    [InlineData("/etc/passwd", "is not a directory")]
    public void A_missing_working_directory_is_named(string directory, string why)
    {
        var refused = Refused(Dummy.Plan(Dummy.FreeTcp()) with { WorkingDirectory = directory });
        Assert.Equal(SpawnFailure.NoSuchDirectory, refused.Failure);
        Assert.Contains($"'{directory}' of 'dummy' {why}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_for_the_output_that_cannot_be_opened_is_named()
    {
        var refused = Refused(Dummy.Plan(Dummy.FreeTcp(), "exit", "0") with { Stderr = OutputTarget.File("/dev/null/log") });
        Assert.Equal(SpawnFailure.Refused, refused.Failure);
        Assert.Contains("/dev/null/log", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_that_nobody_reads_is_refused_at_once()
    {
        using var directory = new TempDirectory();
        var path = directory.PathOf("pipe");
        Commands.Run("mkfifo", path);
        var refused = Refused(Dummy.Plan(Dummy.FreeTcp(), "exit", "0") with { Stdout = OutputTarget.File(path) });
        Assert.Equal(SpawnFailure.Refused, refused.Failure);
        Assert.Contains("a pipe that nobody reads", refused.Message, StringComparison.Ordinal);
    }

    private SpawnException Refused(LaunchPlan plan)
    {
        var observer = new RecordingObserver();
        var refused = Assert.Throws<SpawnException>(() => Launcher.Launch(plan, observer));
        Assert.Empty(observer.Told);
        return refused;
    }

    // What a stream has not taken yet when the launch is over is written after that.
    private async Task PrintsAsync(string[] expected, LaunchPlan plan)
    {
        var stdout = new CaptureStream();
        var exit = await Launch(plan with { Stdout = OutputTarget.Stream(stdout) }).EndAsync();
        Assert.Equal("exit code 0", $"{exit.Status}{string.Join("; ", exit.ErrorTail)}");
        await Eventually.HoldsAsync(() => stdout.Lines.Count >= expected.Length, $"it printed {expected.Length} lines");
        Assert.Equal(expected, stdout.Lines);
    }
}
