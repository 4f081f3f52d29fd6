using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>The kinds of children: which defaults they bring, and what they refuse.</summary>
public class KindsSpec
{
    private static readonly ChildOptions Any = new() { Name = "a", Command = "any" };

    [Fact]
    public void A_worker_listens_on_nothing_is_ready_by_living_and_has_no_idle_time()
    {
        var spec = Read(Any with { Kind = ChildKind.Worker }, new ChildOptions { IdleTime = TimeSpan.FromMinutes(5), Endpoint = EndpointSpec.Unix });

        Assert.Equal((EndpointSpec.None, Readiness.Alive, null), (spec.Endpoint, spec.Ready, spec.IdleTime));
    }

    [Fact]
    public void A_task_is_ready_by_its_exit_has_one_attempt_no_deadline_and_no_fault_time()
    {
        var spec = Read(Any with { Kind = ChildKind.Task }, new ChildOptions { Attempts = 7 });

        Assert.Equal(
            (EndpointSpec.None, Readiness.Exit, 1, null, TimeSpan.Zero), (spec.Endpoint, spec.Ready, spec.Attempts, spec.StartTimeout, spec.FaultTimeout));
    }

    [Fact]
    public void What_is_given_beside_the_kind_wins()
    {
        var spec = Read(Any with { Kind = ChildKind.Task, Attempts = 4, StartTimeout = TimeSpan.FromSeconds(9) });

        Assert.Equal((4, TimeSpan.FromSeconds(9)), (spec.Attempts, spec.StartTimeout));
    }

    [Fact]
    public void A_server_among_workers_says_so()
    {
        var defaults = new ChildOptions { Kind = ChildKind.Worker };

        Assert.Equal(EndpointSpec.None, Read(Any, defaults).Endpoint);
        Assert.Equal((EndpointSpec.Tcp, Readiness.Listen), (Read(Any with { Kind = ChildKind.Server }, defaults) is var s ? s.Endpoint : null, s.Ready));
    }

    [Fact]
    public void The_kind_need_not_be_said()
    {
        Assert.Equal(ChildKind.Worker, Read(Any with { Endpoint = EndpointSpec.None }).Options.Kind);
        Assert.Equal(ChildKind.Task, Read(Any with { Ready = Readiness.Exit }).Options.Kind);
        Assert.Equal(ChildKind.Server, Read(Any with { Ready = Readiness.Alive }).Options.Kind);
    }

    [Fact]
    public void Reading_the_options_in_force_again_gives_the_same_child()
    {
        var spec = Read(Any with { Kind = ChildKind.Task, SuccessCodes = [0, 3] });

        Assert.Equal(spec, Read(spec.Options));
    }

    [Fact]
    public void A_line_for_the_shell_stands_for_the_whole_command()
    {
        var spec = Read(new ChildOptions { Name = "a", Run = "cd app && npm start" }, new ChildOptions { Command = "other" });

        Assert.Equal("/bin/sh", spec.Command);
        Assert.Equal(["-c", "cd app && exec npm start"], spec.Args);
        Assert.Equal(spec, Read(spec.Options));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "listen", "Ready is \"listen\"; allowed: with endpoint = none: alive, notify, log, exec or exit" },
        { "exit", "Ready is \"exit\"; allowed: with an endpoint: listen, notify, alive, log, exec or http; exit with endpoint = none only" },
        { "keep", "Keep is \"True\"; allowed: off for a task: it ends" },
        { "watchdog", "Watchdog is 00:00:01; allowed: off for a task: it counts from when a child is ready" },
        { "stop", "StopCommand is ${PORT}; allowed: no ${PORT} with endpoint = none: there is none ($${PORT} is the text)" },
        { "exec", "Ready is ${PORT}; allowed: no ${PORT} with endpoint = none: there is none ($${PORT} is the text)" },
        { "port", "Args[1] is ${PORT}; allowed: no ${PORT} with endpoint = none: there is none ($${PORT} is the text)" },
        { "run", "Run is given beside another command; allowed: either a line for the shell, or a command or script and its arguments" },
        { "code", "SuccessCodes[0] is 256; allowed: exit codes, 0 to 255" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_contradicts_itself_is_refused_with_what_is_allowed(string what, string error)
    {
        var options = what switch
        {
            "listen" => Any with { Endpoint = EndpointSpec.None, Ready = Readiness.Listen },
            "exit" => Any with { Endpoint = EndpointSpec.Unix, Ready = Readiness.Exit },
            "keep" => Any with { Kind = ChildKind.Task, Keep = true },
            "watchdog" => Any with { Kind = ChildKind.Task, Watchdog = TimeSpan.FromSeconds(1) },
            "stop" => Any with { Kind = ChildKind.Worker, StopCommand = ["quit", "$${PORT}", "${PORT}"] },
            "exec" => Any with { Kind = ChildKind.Worker, Ready = Readiness.Exec("ask", ["$${PORT}", "${PORT}"]) },
            "run" => Any with { Run = "exec app" },
            "port" => Any with { Kind = ChildKind.Worker, Args = ["$${PORT}", "--port=${PORT}"] },
            _ => Any with { SuccessCodes = [256] },
        };

        Assert.False(new ChildSpecReader(new SpinnerOptions()).TryRead(options, out _, out var errors));

        Assert.Equal([error], errors.Select(e => e.ToString()));
    }

    private static ChildSpec Read(ChildOptions options, ChildOptions? defaults = null)
    {
        Assert.True(new ChildSpecReader(new SpinnerOptions { Defaults = defaults ?? new() }).TryRead(options, out var spec, out var errors), string.Join("; ", errors));
        return spec;
    }
}
