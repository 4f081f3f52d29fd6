using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival.Transitions;

/// <summary>Brings a child into a state in which it stays until the test lets it go on.</summary>
/// <remarks>Starting is split as the origin splits it: starting has no process yet, binding has one that does not listen.</remarks>
public abstract class TransitionSpecs : SurvivalSpecs
{
    private HeldEndpoints? _endpoints;

    protected HeldEndpoints Endpoints => _endpoints ??= new HeldEndpoints(new LocalEndpoints(null, PathOf("run")));

    protected override SpinnerOptions Options => base.Options with { Endpoints = Endpoints };

    /// <summary>The file whose change restarts the child.</summary>
    protected MonitorTarget Monitored
    {
        get
        {
            if (!File.Exists(PathOf("monitored"))) Write("monitored", "before");
            return MonitorTarget.Path(PathOf("monitored"));
        }
    }

    protected static ChildOptions Good => Child("bind");

    /// <summary>Its first launch does not end at SIGTERM; the test kills it.</summary>
    protected ChildOptions Stubborn => Shell($"[ -e '{PathOf("once")}' ] && dummy bind; : > '{PathOf("once")}'; dummy ignore-sigterm bind");

    /// <summary>Ends at once, and listens from the second launch on.</summary>
    protected ChildOptions SecondTimeLucky => Shell($"[ -e '{PathOf("once")}' ] && dummy bind; : > '{PathOf("once")}'; exit 3");

    /// <summary>Lives, and listens once <see cref="Bind"/> was called.</summary>
    protected ChildOptions Patient => Shell($"until [ -e '{PathOf("go")}' ]; do sleep 0.01; done; dummy bind");

    protected void Bind() => Write("go", "");

    /// <summary>The endpoint is asked for and not granted before <see cref="HeldEndpoints.Open"/>.</summary>
    protected async Task<Task<ChildReady>> ToStartingAsync(ChildOptions options)
    {
        Endpoints.Hold();
        var start = Spinner.StartAsync(options);
        await Endpoints.Asked;
        Assert.Equal(ChildState.Starting, await StateAsync());
        return start;
    }

    /// <summary>The first launch has failed; the next one follows after a pause.</summary>
    protected async Task<Task<ChildReady>> ToPauseAsync()
    {
        var start = Spinner.StartAsync(SecondTimeLucky);
        Assert.Equal(1, (await Told.NextAsync<ChildError>()).Attempt);
        return start;
    }

    /// <summary>There is a process, and it does not listen.</summary>
    protected async Task<(Task<ChildReady> Start, Spawn Process)> ToBindingAsync(ChildOptions options)
    {
        var start = Spinner.StartAsync(options);
        var process = await Launches.NextAsync();
        Assert.Equal(ChildState.Starting, await StateAsync());
        return (start, process);
    }

    protected async Task<ChildReady> ToStartedAsync(ChildOptions options)
    {
        var ready = await Spinner.StartAsync(options);
        Assert.Equal(ready.Pid, (await Launches.NextAsync()).Pid);
        Assert.Equal(ready.Pid, (await Told.NextAsync<ChildStarted>()).Pid);
        return ready;
    }

    /// <summary>A stubborn launch was asked to stop, and another is to follow.</summary>
    protected async Task<(Task<IRestartReply> Restart, ChildReady Old)> ToRestartingAsync(ChildOptions options)
    {
        var old = await ToStartedAsync(options);
        var restart = Spinner.RestartAsync(Name);
        Assert.Equal(ChildState.Restarting, await StateAsync());
        return (restart, old);
    }

    /// <summary>A stubborn launch was asked to stop.</summary>
    protected async Task<(Task<IStopReply> Stop, ChildReady Old)> ToStoppingAsync(ChildOptions options)
    {
        var old = await ToStartedAsync(options);
        var stop = Spinner.StopAsync(Name);
        Assert.Equal(ChildState.Stopping, await StateAsync());
        return (stop, old);
    }

    protected async Task ToFaultedAsync(ChildOptions options)
    {
        await FailsAsync(Spinner.StartAsync(options with { Attempts = 1 }));
        Assert.Equal(ChildState.Faulted, await StateAsync());
        await Told.NextAsync<ChildFaulted>();
    }

    /// <summary>Changes the monitored file, and waits until everybody who monitors it has been told, by the restart of one who does.</summary>
    protected async Task ChangeAsync(string content = "after")
    {
        await Spinner.StartAsync(Good with { Name = "bystander", Monitor = Monitored });
        Write("monitored", content);
        await Told.NextAsync<ChildRestarted>("bystander");
    }

    protected static async Task AnswersAsync(ChildReady ready) =>
        Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));

    public override Task DisposeAsync()
    {
        Endpoints.Open();
        return base.DisposeAsync();
    }
}
