using BenchmarkDotNet.Attributes;
using Spinner.Processes;

namespace Spinner.Benchmarks.Micro;

/// <summary>What keeping a child's output in memory costs.</summary>
[MemoryDiagnoser]
public class OutputPath
{
    private readonly OutputRing _ring = new(64 * 1024);
    private readonly byte[] _line = new byte[80];
    private readonly byte[] _chunk = new byte[64 * 1024];

    /// <summary>One line at a time.</summary>
    [Benchmark(Baseline = true)]
    public void AppendLine() => _ring.Append(_line);

    /// <summary>A pipe full of lines.</summary>
    [Benchmark]
    public void AppendChunk() => _ring.Append(_chunk);
}
