using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

// What a launch has of its own: umask, limit of open files, niceness, user and group.
public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task It_has_the_umask_limit_and_niceness_it_asks_for()
    {
        var lines = await LinesAsync(Shell("umask; ulimit -Sn; ulimit -Hn; nice; exit 7") with { Umask = (UnixFileMode)0b000_010_111, NoFile = 77, Nice = 3 });
        Assert.Equal(["0027", "77", "77", "3"], lines);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_shell_in_between_becomes_the_program()
    {
        var running = await LaunchReadyAsync(Dummy.Plan(Dummy.FreeTcp(), "bind") with { Nice = 1, Umask = UnixFileMode.None });
        Assert.Equal([running.Launch.Pid], running.Launch.LivingPids);
        Assert.Equal(new LaunchReady(running.Endpoint, Verified: true), await running.Observer.WhenReady);
    }

    [RootFact(Timeout = TimeLimit)]
    public async Task It_runs_as_the_user_it_asks_for_with_that_ones_home()
    {
        var lines = await LinesAsync(Shell("id -u; id -g; id -G; echo $HOME $USER; exit 7") with { User = "nobody" });
        var nobody = Account.Find("nobody")!.Value;
        Assert.Equal([$"{nobody.Id}", $"{nobody.Group}", $"{nobody.Group}", $"{nobody.Home} nobody"], lines);
    }

    [RootFact(Timeout = TimeLimit)]
    public async Task A_group_and_an_id_without_a_name_are_users_too()
    {
        var lines = await LinesAsync(Shell("id -u; id -g; id -G; exit 7") with { User = "54321", Group = "12345" });
        Assert.Equal(["54321", "12345", "12345"], lines);
    }

    [RootFact]
    public void Who_is_not_there_is_named()
    {
        var noUser = Assert.Throws<SpawnException>(() => Launch(Shell("exit 0") with { User = "nobody-at-all" }));
        Assert.Equal((SpawnFailure.Refused, true), (noUser.Failure, noUser.Message.Contains("'nobody-at-all', and there is no such user", StringComparison.Ordinal)));
        var noGroup = Assert.Throws<SpawnException>(() => Launch(Shell("exit 0") with { User = "nobody", Group = "no-group-at-all" }));
        Assert.Contains("'no-group-at-all', and there is no such group", noGroup.Message, StringComparison.Ordinal);
    }

    [RootFact(Timeout = TimeLimit)]
    public async Task What_the_system_refuses_is_told_by_the_shell()
    {
        var exit = await Launch(Shell("exit 0") with { NoFile = int.MaxValue }).EndAsync();
        Assert.NotEqual(ExitStatus.Exited(0), exit.Status);
        Assert.Contains("ulimit", string.Join(' ', exit.ErrorTail), StringComparison.Ordinal);
    }

    private async Task<string[]> LinesAsync(LaunchPlan plan, IProcessLauncher? launcher = null)
    {
        using var stdout = new MemoryStream();
        var exit = await Launch(plan with { Stdout = OutputTarget.Stream(stdout) }, launcher).EndAsync();
        Assert.Equal(ExitStatus.Exited(7), exit.Status);
        return System.Text.Encoding.UTF8.GetString(stdout.ToArray()).TrimEnd('\n').Split('\n');
    }

    private static LaunchPlan Shell(string script) => Dummy.Plan(ChildEndpoint.None) with { Command = "/bin/sh", Args = ["-c", script], Ready = Readiness.Exit };
}
