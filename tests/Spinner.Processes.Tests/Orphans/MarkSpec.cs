using Spinner.Actors;


namespace Spinner.Processes.Tests.Orphans;

/// <summary>The variable by which descendants are known.</summary>
public sealed class MarkSpec
{
    private const int TimeLimit = 90_000;

    [Theory(Timeout = TimeLimit)]
    [InlineData(EngineChoice.Linux, OrphanPolicy.Kill)]
    [InlineData(EngineChoice.Linux, OrphanPolicy.Keep)]
    [InlineData(EngineChoice.Portable, OrphanPolicy.Kill)]
    [InlineData(EngineChoice.Portable, OrphanPolicy.Keep)]
    public async Task Every_child_carries_it_in_place_of_any_other(EngineChoice choice, OrphanPolicy policy)
    {
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print-env", SupervisorMark.Variable).With(SupervisorMark.Variable, "of a supervisor above");
        var observer = new Engine.RecordingObserver();
        using var launch = Engines.Choose(choice, orphans: policy).Launch(plan with { Stdout = OutputTarget.Stream(stdout) }, observer);
        await observer.WhenExited;
        await Eventually.HoldsAsync(() => stdout.Lines.Count > 0, "its line is read");
        Assert.Equal([(policy == OrphanPolicy.Kill ? Supervisor.Shared.Mark : Supervisor.Shared.KeepingMark).Id.ToString("D")], stdout.Lines);
    }

    [Fact]
    public void Those_to_be_kept_carry_another_that_no_sweep_looks_for() => Assert.NotEqual(Supervisor.Shared.Mark, Supervisor.Shared.KeepingMark);
}
