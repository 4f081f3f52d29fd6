namespace Spinner.Actors.Tests.Survival;

/// <summary>Workers, tasks and lines for the shell, with real processes.</summary>
public class KindsSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_worker_has_no_port_and_is_ready_by_living()
    {
        var ready = await Spinner.StartAsync(ChildOptions.Worker(Name, "sh", "-c", "echo \"port ${PORT-none}\"; exec sleep 1000") with { ReadyAfter = Short });

        Assert.Equal(ChildEndpoint.None, ready.Endpoint);
        Assert.Equal("port none", await FirstLineAsync());
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        Assert.False(Directory.Exists($"/proc/{ready.Pid}"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_task_is_awaited_run_again_and_its_failure_is_told()
    {
        var flag = PathOf("flag");
        await Spinner.StartAsync(ChildOptions.Task(Name, "sh", "-c", $"test -e '{flag}' && exit 3; touch '{flag}'; echo done"));
        Assert.Equal("done", await FirstLineAsync());

        var failed = await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.RunAsync(Name));
        Assert.Equal((SpinnerError.ExitedBeforeReady, ExitStatus.Exited(3)), (failed.Rejected.Reason, failed.Rejected.LastExit));

        File.Delete(flag);
        var done = await Spinner.RunAsync(Name);
        Assert.Equal((3, ExitStatus.Exited(0)), (done.Launch, done.Exit));
        Assert.Equal(ChildState.Stopped, (await InfoAsync(Name)).State);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_task_wrote_before_it_ended_is_all_there_in_order()
    {
        var options = ChildOptions.Task(Name, "sh", "-c", "i=0; while [ $i -lt 5000 ]; do echo \"$i out\"; i=$((i+1)); done") with { OutputBuffer = 1 << 20 };
        await Spinner.StartAsync(options);

        var lines = new List<string>();
        await foreach (var next in Spinner.ReadOutputAsync(Name)) lines.Add(Assert.IsType<OutputLine>(next).Text);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i} out"), lines);
    }

    [Fact(Timeout = Limit)]
    public async Task No_shell_stays_between_the_spinner_and_a_line_it_runs()
    {
        await Spinner.StartAsync(new ChildOptions { Name = Name, Kind = ChildKind.Worker, ReadyAfter = Short, Run = "cd / && sleep 1000" });

        Assert.Equal("sleep\n", await File.ReadAllTextAsync($"/proc/{(await InfoAsync(Name)).Pid}/comm"));
    }

    private static TimeSpan Short => TimeSpan.FromMilliseconds(200);

    private async Task<string> FirstLineAsync()
    {
        await foreach (var next in Spinner.ReadOutputAsync(Name, new OutputReading { Follow = true }))
            if (next is OutputLine line) return line.Text;
        throw new InvalidOperationException("It wrote nothing.");
    }
}
