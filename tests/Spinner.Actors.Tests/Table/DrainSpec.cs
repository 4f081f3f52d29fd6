using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>After Drain nothing is launched any more, whatever the child was doing.</summary>
public class DrainSpec(TableSystem table) : ChildSpecs(table)
{
    [Theory, MemberData(nameof(Columns))]
    public void After_Drain_every_start_and_restart_is_rejected(Column column)
    {
        In(column);
        var launches = Launcher.Launches.Count;
        var drain = SendDrain();

        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Rejects(Send(StartOther), SpinnerError.ShuttingDown);
        Rejects(Send(Restart), SpinnerError.ShuttingDown);

        if (launches > 0) Launch.Exit(0);
        Is(ChildState.Stopped);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Assert.Single(drain.Heard);
        Ignores(ContentChanged);
        Clock.Advance(TimeSpan.FromHours(1));
        Launched(launches);
        ForgetEvents();
    }

    [Theory, MemberData(nameof(Columns))]
    public void After_Drain_of_the_spinner_a_removed_name_is_not_made_anew(Column column)
    {
        In(column);
        var launches = Launcher.Launches.Count;
        var drain = Asker();
        Manager.Tell(new Request(new DrainAll(Seconds(35)), new ActorWaiter(drain)));

        var remove = Send(Remove);
        var start = Send(Start);
        if (launches > 0) Launch.Exit(0);

        Rejects(start, SpinnerError.ShuttingDown);
        Assert.Single(remove.Heard);
        drain.Gets<AllStopped>();
        Launched(launches);
        ForgetEvents();
    }
}
