using System.Text;
using BenchmarkDotNet.Attributes;
using Spinner.Processes;

namespace Spinner.Benchmarks.Micro;

/// <summary>What keeping a child's output in memory costs.</summary>
[MemoryDiagnoser]
public class OutputPath
{
    private readonly OutputRing _ring = new(64 * 1024);
    private readonly byte[] _line = Lines(1);
    private readonly byte[] _chunk = Lines(800);

    /// <summary>One line at a time.</summary>
    [Benchmark(Baseline = true)]
    public void AppendLine() => _ring.Append(isError: false, _line);

    /// <summary>A pipe full of lines.</summary>
    [Benchmark]
    public void AppendChunk() => _ring.Append(isError: false, _chunk);

    private static byte[] Lines(int count) => [.. Enumerable.Repeat(new string('x', 79) + "\n", count).SelectMany(Encoding.ASCII.GetBytes)];
}
