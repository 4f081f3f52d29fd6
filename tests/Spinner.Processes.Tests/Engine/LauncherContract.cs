using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Engine;

/// <summary>What every engine must do, with real processes. One engine, one class that derives from this.</summary>
public abstract partial class LauncherContract(ITestOutputHelper output) : LauncherFixture(output);
