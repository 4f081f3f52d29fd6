using Spinner.Actors;

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

    [Theory]
    [InlineData(EngineChoice.Linux, false)]
    [InlineData(EngineChoice.Portable, true)]
    public void Each_engine_watches_files_its_own_way(EngineChoice choice, bool polls)
    {
        using var directory = new TempDirectory();
        File.CreateSymbolicLink(directory.PathOf("link"), directory.Make("main.js"));
        using var watcher = Engines.Choose(choice).WatchFiles(static _ => { }, TimeProvider.System, static _ => { });
        watcher.Add(directory.PathOf("link"));
        Assert.Equal(polls, watcher.IsPolling);
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

    private static IProcessLauncher EngineOf(IProcessLauncher launcher) =>
        Assert.IsType<ConfinedLauncher>(Assert.IsType<GuardedLauncher>(launcher).Engine).Engine;
}
