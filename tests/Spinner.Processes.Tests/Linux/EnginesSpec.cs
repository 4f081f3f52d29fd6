namespace Spinner.Processes.Tests.Linux;

public sealed class EnginesSpec
{
    private readonly List<string> _notices = [];

    [Fact]
    public void Here_auto_is_the_Linux_engine()
    {
        Assert.IsType<LinuxLauncher>(EngineOf(Engines.Choose(EngineChoice.Auto, _notices.Add)));
        Assert.IsType<LinuxLauncher>(EngineOf(Engines.Choose(EngineChoice.Linux)));
        Assert.IsType<PortableLauncher>(EngineOf(Engines.Choose(EngineChoice.Portable, _notices.Add)));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Where_it_cannot_run_auto_is_the_portable_engine_and_says_so_in_one_line()
    {
        var missing = LinuxSupport.Missing(new Refusing { OnPidfdOpen = () => Refusing.Enosys });
        Assert.IsType<PortableLauncher>(Engines.Choose(EngineChoice.Auto, missing, _notices.Add, null));
        Assert.Contains("pidfd_open(2) is refused", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_run_but_is_wanted_that_is_an_error()
    {
        var refused = Assert.Throws<PlatformNotSupportedException>(() => Engines.Choose(EngineChoice.Linux, "the C library is not glibc", null, null));
        Assert.Contains("glibc", refused.Message, StringComparison.Ordinal);
    }

    private static IProcessLauncher EngineOf(IProcessLauncher launcher) => Assert.IsType<GuardedLauncher>(launcher).Engine;
}
