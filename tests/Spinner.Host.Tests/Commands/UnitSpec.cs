using Spinner.Host.Commands;

namespace Spinner.Host.Tests.Commands;

/// <summary>The unit that is written for systemd, as systemd itself reads it.</summary>
public class UnitSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [ProgramTheory("systemd-analyze", Timeout = RealProgram.Limit)]
    [InlineData("--config", "/etc/spinner/my children.conf")]
    [InlineData("--config", "/etc/100%/$HOME.conf")]
    [InlineData("--user")]
    [InlineData("--delegate")]
    [InlineData]
    public async Task Systemd_finds_no_mistake_in_it(params string[] args)
    {
        using var directory = new TempDirectory();
        var (code, unit, error) = await shared.Daemon.RunAsync(["unit", .. args]);
        Assert.True(code == 0, error);
        var path = directory.Make("spinner.service", unit);

        using var analyze = SpinnerProcess.Start(new Dictionary<string, string>(), "systemd-analyze", [.. args is ["--user"] ? args : [], "verify", path]);
        await analyze.EndAsync();

        // Of the machine's own units it may say more.
        Assert.DoesNotContain("spinner.service", analyze.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_systemd_would_read_as_something_else_is_escaped()
    {
        var unit = UnitCommand.Text("/usr/bin/spinner", "/c.conf", isOfUser: false, "/opt/dot net");

        Assert.Contains("\nExecStart=/usr/bin/spinner up --plain -c /c.conf\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nEnvironment=\"DOTNET_ROOT=/opt/dot net\"\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nWantedBy=multi-user.target\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public void The_control_group_is_delegated_where_that_is_asked()
    {
        Assert.Contains("\nDelegate=yes\n", UnitCommand.Text("/usr/bin/spinner", "/c.conf", isOfUser: false, null, delegates: true), StringComparison.Ordinal);
        Assert.DoesNotContain("Delegate", UnitCommand.Text("/usr/bin/spinner", "/c.conf", isOfUser: false, null), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task It_runs_this_program_with_that_file()
    {
        var (_, unit, _) = await shared.Daemon.RunAsync("unit", "-c", "/a b/100%.conf");

        Assert.Contains($"{SpinnerProcess.Line} up --plain -c \"/a b/100%%.conf\"", unit, StringComparison.Ordinal);
    }
}
