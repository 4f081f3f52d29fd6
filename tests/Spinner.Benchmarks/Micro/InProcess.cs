using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Spinner.Benchmarks.Micro;

/// <summary>Runs in this process: nothing is generated, restored or built beside the repository's own projects.</summary>
internal sealed class InProcess : ManualConfig
{
    public InProcess()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.Default.WithMaxIterationCount(20).WithToolchain(InProcessEmitToolchain.Instance));
        ArtifactsPath = Path.Combine(Path.GetTempPath(), "spinner-benchmarks");
    }
}
