using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Engine;

public sealed class LinuxLauncherSpec(ITestOutputHelper output) : LauncherContract(output)
{
    private protected override IProcessLauncher Launcher { get; } = new LinuxLauncher();
}
