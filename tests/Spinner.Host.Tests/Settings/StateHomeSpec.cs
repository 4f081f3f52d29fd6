using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

public class StateHomeSpec
{
    [Theory]
    [InlineData("/given", true, 0u, "/given/spinner/logs")]
    [InlineData("/given", true, null, "/given/spinner/logs")] // it is made
    [InlineData("/given", true, 1000u, "/of/root")] // left by su
    [InlineData("/given", false, 1000u, "/given/spinner/logs")]
    [InlineData("given", true, 0u, "/of/root")]
    [InlineData("", true, 0u, "/of/root")]
    [InlineData(null, true, 0u, "/of/root")]
    public void Root_keeps_nothing_in_a_directory_of_another_user(string? given, bool isRoot, uint? owner, string expected) =>
        Assert.Equal(expected, StateHome.Of("logs", "/of/root", given, isRoot, _ => owner));
}
