using System.Diagnostics;

namespace Spinner.Processes.Tests.Engine;

public class DatagramSenderSpec
{
    [Fact]
    public void A_helper_that_has_ended_speaks_for_its_launch_by_its_user()
    {
        using var helper = Process.Start("true");
        Assert.True(helper.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.True(new DatagramSender(helper.Id, CurrentUser.Id!.Value).SpeaksFor(1));
        Assert.True(new DatagramSender(helper.Id, 0).SpeaksFor(1));
        Assert.False(new DatagramSender(helper.Id, 4711).SpeaksFor(1));
    }

    [Fact]
    public void A_living_stranger_does_not()
    {
        using var stranger = Process.Start("sleep", "4711");
        using var leader = Process.Start("sleep", "4711");
        Assert.False(new DatagramSender(stranger.Id, CurrentUser.Id!.Value).SpeaksFor(leader.Id));
        Assert.True(new DatagramSender(leader.Id, 4711).SpeaksFor(leader.Id));
        Assert.False(new DatagramSender(0, CurrentUser.Id!.Value).SpeaksFor(leader.Id));
        stranger.Kill();
        leader.Kill();
    }
}
