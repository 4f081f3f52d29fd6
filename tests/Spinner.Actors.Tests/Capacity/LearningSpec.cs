using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Admission;
using Spinner.Actors.Capacity;
using Spinner.Actors.Signals;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>What a spinner learns while there is a budget, and what it finds again.</summary>
public sealed class LearningSpec : RoomSpecs, IDisposable
{
    private static readonly TempDirectory Kept = new();
    private readonly TableSystem _table;

    public LearningSpec(TableSystem table) : base(table) => _table = table;

    protected override IReadOnlyList<ChildOptions> Declared { get; } = [Server("a"), Server("b")];

    protected override MemoryBudget? Budget => MemoryBudget.Size(200 * MiB);

    protected override string? StateDirectory => Kept.Path;

    private string File => CostFile.PathIn(Kept.Path, Setup.Name);

    [Fact]
    public void It_is_written_every_minute_and_at_the_end()
    {
        SlowlyReady("a", Seconds(3));
        Launch("a").Memory = 150 * MiB;
        Use("a");
        Gate("a").Exit();
        Clock.Advance(Seconds(60));

        var learned = CostFile.Read(File)!.Children["a"];
        Assert.Equal([150 * MiB], learned.Peaks);
        Assert.Equal([3.0], learned.Starts);
        Assert.InRange(learned.Uses, 1.9, 2);
        Gate("a").TryTouch();
        _table.System.Stop(Manager);
        Assert.InRange(CostFile.Read(File)!.Children["a"].Uses, 2.9, 3);
    }

    [Fact]
    public void A_file_that_makes_no_sense_costs_one_line_and_it_is_learned_anew()
    {
        System.IO.File.WriteAllText(File, "no such thing");
        var warnings = new Listener(_table.System);
        _table.System.EventStream.Subscribe(warnings, typeof(Warning));

        var admission = (IInternalActorRef)Find("admission");
        var setup = Setup.AdmissionSetup(static work => work());
        var another = _table.Create(AdmissionControl.Props(setup, admission), Setup.Name + "-again");
        another.Tell(new SetRoom(Setup.Options));
        another.Tell(new SetRoom(Setup.Options));

        _table.System.EventStream.Unsubscribe(warnings);
        Assert.Contains("cannot be read from", Assert.Single(warnings.Heard).ToString());
        _table.System.Stop(another);
        Assert.Empty(CostFile.Read(File)!.Children);
    }

    [Fact]
    public void The_highest_of_the_last_eight_launches_counts()
    {
        Prompt.Add("a");
        for (var i = 0; i < 9; i++)
        {
            Start("a").Gets<ChildReady>();
            Launch("a").Memory = (i == 0 ? 150 : 100 - i) * MiB;
            Clock.Advance(Seconds(10));
            Send(new StopChild("a")).Gets<StopSucceeded>();
        }
        Clock.Advance(Seconds(60));

        Assert.Equal(Enumerable.Range(1, 8).Select(i => (100 - i) * MiB), CostFile.Read(File)!.Children["a"].Peaks);
    }

    void IDisposable.Dispose()
    {
        Dispose();
        foreach (var file in Directory.GetFiles(Kept.Path)) System.IO.File.Delete(file);
    }
}
