using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

public class SocketPathSpec
{
    [Fact]
    public void A_command_asks_the_service_of_the_system_where_its_own_user_runs_no_daemon()
    {
        using var directory = new TempDirectory();
        var (own, service) = (directory.PathOf("own"), directory.PathOf("service"));
        Assert.Equal(own, SocketPath.OfDaemon(own, service));
        File.WriteAllText(service, "");
        Assert.Equal(service, SocketPath.OfDaemon(own, service));
        File.WriteAllText(own, "");
        Assert.Equal(own, SocketPath.OfDaemon(own, service));
    }
}
