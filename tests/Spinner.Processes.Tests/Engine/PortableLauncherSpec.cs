using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Engine;

[Collection(PortableEngine.Engine)]
public sealed class PortableLauncherSpec(ITestOutputHelper output) : LauncherContract(output)
{
    private protected override IProcessLauncher Launcher { get; } = new PortableLauncher();
}
