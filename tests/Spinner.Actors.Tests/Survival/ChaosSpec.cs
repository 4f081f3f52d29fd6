using Xunit.Abstractions;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Commands, kills and changes in an order nobody thought of. Every call is answered, and one process at most stands for a name.</summary>
public class ChaosSpec(ITestOutputHelper output) : SurvivalSpecs
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly int Steps = RealProcesses.Stress ? 300 : 50;

    private readonly List<Task> _calls = [];

    protected override SpinnerOptions Options => base.Options with
    {
        Children = [.. Names.Select(name => Child("bind") with
        {
            Name = name,
            Endpoint = name == "a" ? EndpointSpec.Tcp : EndpointSpec.Unix,
            Monitor = MonitorTarget.Path(File.Exists(PathOf("code")) ? PathOf("code") : Write("code", "")),
            StopTimeout = Seconds(2),
        })],
    };

    [Fact(Timeout = 3 * Limit)]
    public async Task Every_call_is_answered_and_the_last_stop_holds()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(random, step);
            foreach (var name in Names) Assert.InRange(Launches.All.Count(spawn => spawn.Name == name && spawn.Living.Count > 0), 0, 1);
        }

        Assert.Empty((await Spinner.StopAllAsync()).Failed);
        foreach (var call in _calls) await Answered(call);
        NothingLives();
        Assert.All((await Spinner.ListAsync()).Values, child => Assert.Equal(ChildState.Stopped, child.State));
    }

    private async Task StepAsync(Random random, int step)
    {
        var name = Names[random.Next(Names.Length)];
        switch (random.Next(10))
        {
            case 0 or 1 or 2: _calls.Add(Spinner.StartAsync(name)); break;
            case 3 or 4: _calls.Add(Spinner.StopAsync(name)); break;
            case 5: _calls.Add(Spinner.RestartAsync(name)); break;
            case 6: Write("code", $"{step}"); break;
            case 7: if ((await InfoAsync(name)).Pid is { } pid) TryKill(pid); break;
            case 8: await Answered(_calls.LastOrDefault() ?? Task.CompletedTask); break;
            default: await UseAsync(name); break;
        }
    }

    private async Task UseAsync(string name)
    {
        if (!Spinner.TryUse(name, out var use)) return;
        using (use) await Answered(use.Endpoint.ConnectAsync().AsTask());
    }

    private static async Task Answered(Task call)
    {
        try
        {
            await call.WaitAsync(Seconds(20));
        }
        catch (Exception expected) when (expected is SpinnerRejectedException or System.Net.Sockets.SocketException)
        {
            // Overtaken, faulted, or killed meanwhile: an answer like any other.
        }
    }
}
