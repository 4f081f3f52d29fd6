namespace Spinner.Processes.Tests.Engine;

public sealed class ExitCodeSpec
{
    [Theory]
    [InlineData(0, "exit code 0")]
    [InlineData(128, "exit code 128")]
    [InlineData(129, "signal SIGHUP")]
    [InlineData(137, "signal SIGKILL")]
    [InlineData(159, "signal SIGSYS")]
    [InlineData(160, "exit code 160")]
    [InlineData(255, "exit code 255")]
    public void A_code_above_128_is_a_signal_where_that_is_plausible(int code, string status) =>
        Assert.Equal(status, ExitCode.Decode(code).ToString());
}
