namespace Spinner.Host.Tests;

/// <summary>A daemon for all facts of a class that leave it as it was: with a child <c>web</c>, and <c>slow</c>, which never listens; none is started.</summary>
public sealed class SharedDaemon : IAsyncLifetime
{
    private DaemonRun? _daemon;

    internal DaemonRun Daemon => _daemon ?? throw new InvalidOperationException("It has not been started.");

    public async Task InitializeAsync() => _daemon = await DaemonRun.UpAsync(
        DaemonRun.Child("web", "", "bind"), DaemonRun.Child("slow", "timeout = 1h", "never-bind"));

    public async Task DisposeAsync() => await Daemon.DisposeAsync();
}
