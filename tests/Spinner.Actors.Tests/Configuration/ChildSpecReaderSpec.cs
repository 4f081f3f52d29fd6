using CsCheck;

namespace Spinner.Actors.Tests.Configuration;

public class ChildSpecReaderSpec
{
    private static readonly ChildOptions Good = new() { Name = "web", Command = "app" };

    [Fact]
    public void Built_in_defaults_are_those_of_the_documentation()
    {
        var spec = Reading.Spec(Good);

        Assert.Empty(spec.Args);
        Assert.Empty(spec.Environment);
        Assert.True(spec.InheritEnvironment);
        Assert.Null(spec.WorkingDirectory);
        Assert.Equal(EndpointSpec.Tcp, spec.Endpoint);
        Assert.Equal((30, 3, 30, 5), (spec.StartTimeout!.Value.TotalSeconds, spec.Attempts, spec.StopTimeout.TotalSeconds, spec.KillTimeout.TotalSeconds));
        Assert.Equal(StopSignal.Term, spec.StopSignal);
        Assert.Null(spec.MonitorPath);
        Assert.Equal((OutputTarget.Log, OutputTarget.Log, 65_536), (spec.Stdout, spec.Stderr, spec.OutputRing));
        Assert.Null(spec.Logger);
        Assert.Equal(TimeSpan.FromMinutes(30), spec.IdleTime);
        Assert.False(spec.Autostart);
        Assert.Equal((60, 60), (spec.RestartTolerance.TotalSeconds, spec.FaultTimeout.TotalSeconds));
    }

    [Fact]
    public void The_spinner_is_over_the_built_in_and_the_child_over_the_spinner()
    {
        var spinner = new SpinnerOptions { Defaults = new ChildOptions { Attempts = 7, OutputBuffer = 0 } };
        var spec = Reading.Spec(Good with { OutputBuffer = 5 }, spinner);

        Assert.Equal((7, 5, TimeSpan.FromSeconds(30)), (spec.Attempts, spec.OutputRing, spec.StartTimeout));
    }

    [Fact]
    public void Everything_can_be_switched_off_against_the_defaults_of_the_spinner()
    {
        var spinner = new SpinnerOptions
        {
            Defaults = new ChildOptions
            {
                IdleTime = TimeSpan.FromSeconds(1), Monitor = MonitorTarget.Path("src"), Stdout = OutputTarget.Log, Stderr = OutputTarget.Log,
                Keep = true, Autostart = true, InheritEnvironment = true,
            },
        };
        var spec = Reading.Spec(Good with
        {
            IdleTime = ChildOptions.Never, Monitor = MonitorTarget.None, Stdout = OutputTarget.None, Stderr = OutputTarget.None,
            Keep = false, Autostart = false, InheritEnvironment = false,
        }, spinner);

        Assert.Null(spec.IdleTime);
        Assert.Null(spec.MonitorPath);
        Assert.Equal((OutputTarget.None, OutputTarget.None), (spec.Stdout, spec.Stderr));
        Assert.Equal((false, false), (spec.Autostart, spec.InheritEnvironment));
    }

    [Fact]
    public void Keep_wins_over_an_idle_time()
    {
        var spec = Reading.Spec(Good with { Keep = true, IdleTime = TimeSpan.FromSeconds(1) });

        Assert.Null(spec.IdleTime);
        Assert.Equal(TimeSpan.FromSeconds(1), spec.Options.IdleTime);
    }

    [Fact]
    public void A_name_defaults_to_the_script_and_so_does_the_monitor()
    {
        var spec = Reading.Spec(new ChildOptions { Script = "./app.js", WorkingDirectory = "/srv/web" });

        Assert.Equal(("./app.js", "/srv/web/app.js"), (spec.Name, spec.MonitorPath));
    }

    [Fact]
    public void A_spinner_switches_the_monitor_of_scripts_off()
    {
        var spinner = new SpinnerOptions { Defaults = new ChildOptions { Monitor = MonitorTarget.None } };

        Assert.Null(Reading.Spec(new ChildOptions { Script = "app.js" }, spinner).MonitorPath);
    }

    [Fact]
    public void Paths_become_absolute()
    {
        var here = Environment.CurrentDirectory;

        var spec = Reading.Spec(Good with { WorkingDirectory = "web", Monitor = MonitorTarget.Path("src/../conf") });
        Assert.Equal((Path.Combine(here, "web"), Path.Combine(here, "web", "conf")), (spec.WorkingDirectory, spec.MonitorPath));

        Assert.Equal(Path.Combine(here, "conf"), Reading.Spec(Good with { Monitor = MonitorTarget.Path("conf") }).MonitorPath);
        Assert.Equal("/etc/conf", Reading.Spec(Good with { Monitor = MonitorTarget.Path("/etc/conf") }).MonitorPath);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var wrong = Reading.Wrong(new ChildOptions
        {
            Args = ["\0"], Attempts = 0, IdleTime = TimeSpan.Zero, Endpoint = EndpointSpec.Port(0), OutputBuffer = -1,
            Environment = new Dictionary<string, string> { [""] = "\0" },
        });

        Assert.Equal(
            ["Args[0]", "Attempts", "Command", "Endpoint", "Environment", "Environment[\"\"]", "IdleTime", "Name", "OutputBuffer"],
            wrong.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_reader_is_shown_is_complete()
    {
        var shown = Reading.Spec(new ChildOptions { Script = "app.js" }).Options;

        Assert.Empty(EveryOption.Properties.Where(p => p.GetValue(shown) is null).Select(p => p.Name)
            .Except([nameof(ChildOptions.WorkingDirectory), nameof(ChildOptions.Logger), nameof(ChildOptions.Run), nameof(ChildOptions.StopCommand), nameof(ChildOptions.Needs),
                nameof(ChildOptions.Memory), nameof(ChildOptions.Umask), nameof(ChildOptions.User), nameof(ChildOptions.Group)]));
        Assert.Equal(("app.js", "node"), (shown.Name, shown.Command));
        Assert.Equal(["app.js"], shown.Args);
        Assert.Equal(Path.GetFullPath("app.js"), shown.Monitor!.Location);
    }

    [Fact]
    public void What_a_reader_is_shown_reads_as_the_same_child() =>
        Gen.Select(EveryOption.Any, EveryOption.Any).Sample((child, defaults) =>
        {
            // Kinds, users and what contradicts them: KindsSpec, UserSpec.
            var spinner = new SpinnerOptions { Defaults = defaults with { Kind = null, User = null, Group = null } };
            var first = Reading.Spec(child with { Kind = null, User = null, Group = null, Run = null, Name = "web", Command = child.Command ?? "app" }, spinner);
            var again = Reading.Spec(first.Options);
            return again.Equals(first) && EveryOption.Same(again.Options, first.Options);
        });

    [Fact]
    public void A_spec_does_not_see_later_changes_of_what_was_passed()
    {
        var args = new List<string> { "a" };
        var environment = new Dictionary<string, string> { ["A"] = "a" };
        var spec = Reading.Spec(Good with { Args = args, Environment = environment });

        args.Add("b");
        environment["A"] = "b";

        Assert.Equal(["a"], spec.Args);
        Assert.Equal("a", spec.Environment["A"]);
    }
}
