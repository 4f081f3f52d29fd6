using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Scripts, and what is done to them while somebody works on them.</summary>
public class MonitorSpec : SurvivalSpecs
{
    // The rest of its kind run on the portable one.
    protected override IProcessLauncher Engine => new LinuxLauncher();

    [Fact(Timeout = Limit)]
    public async Task A_script_that_is_broken_at_its_first_start_recovers_when_it_is_mended()
    {
        var script = Write("app.sh", "echo 'syntax error' >&2; exit 2");
        var error = await FailsAsync(Spinner.StartAsync(new ChildOptions { Script = script, Name = Name, Attempts = 1 }));
        Assert.Equal(["syntax error"], error.ErrorTail);
        Write("app.sh", InShell("dummy bind"));
        var started = await Told.NextAsync<ChildStarted>();
        Assert.Equal((2, TransitionCause.FileChanged), (started.Launch, started.Cause));
        Assert.Equal("hello, world", await Dummy.GetAsync(started.Endpoint));
        await ToldAsync("Error(Start)", "Faulted(Start)", "Started(FileChanged)");
    }

    [Fact(Timeout = Limit)]
    public async Task A_touch_without_a_change_restarts_nothing()
    {
        var script = Write("app.sh", InShell("dummy bind"));
        var first = await Spinner.StartAsync(new ChildOptions { Script = script, Name = Name });
        await Spinner.StartAsync(Child("bind") with { Name = "bystander", Monitor = MonitorTarget.Path(Write("other", "")) });
        File.SetLastWriteTimeUtc(script, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Write("app.sh", InShell("dummy bind"));
        // Its change comes later, so by its restart ours would have been told.
        Write("other", "changed");
        await Told.NextAsync<ChildRestarted>("bystander");
        Assert.Equal(first with { AlreadyRunning = true }, await Spinner.StartAsync(Name));
        await ToldAsync("Started(Start)");
    }

    [Fact(Timeout = Limit)]
    public async Task A_rename_over_the_script_restarts()
    {
        var script = Write("app.sh", InShell("dummy bind"));
        await Spinner.StartAsync(new ChildOptions { Script = script, Name = Name });
        File.Move(Write("app.sh.new", "# better\n" + InShell("dummy bind")), script, overwrite: true);
        Assert.Equal(TransitionCause.FileChanged, (await Told.NextAsync<ChildRestarted>()).Cause);
    }

    [Fact(Timeout = Limit)]
    public async Task A_change_below_a_monitored_directory_restarts()
    {
        Directory.CreateDirectory(PathOf("app/lib"));
        await Spinner.StartAsync(Child("bind") with { Monitor = MonitorTarget.Path(PathOf("app")) });
        Write("app/lib/new.txt", "hello");
        Assert.Equal(TransitionCause.FileChanged, (await Told.NextAsync<ChildRestarted>()).Cause);
    }

    [Fact(Timeout = Limit)]
    public async Task Many_saves_that_break_it_end_in_a_fault_that_the_mending_save_heals()
    {
        var script = Write("app.sh", InShell("dummy bind"));
        await Spinner.StartAsync(new ChildOptions { Script = script, Name = Name, Attempts = 1 });
        Write("app.sh", "exit 2");
        await Told.NextAsync<ChildFaulted>();
        Write("app.sh", "exit 3");
        await Told.NextAsync<ChildFaulted>();
        Write("app.sh", InShell("dummy bind"));
        Assert.Equal(TransitionCause.FileChanged, (await Told.NextAsync<ChildStarted>()).Cause);
        Assert.Equal(4, Launches.All.Count);
        Assert.Single(Launches.All, spawn => spawn.Living.Count > 0);
    }
}
