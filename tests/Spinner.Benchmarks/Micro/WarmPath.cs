using BenchmarkDotNet.Attributes;
using Spinner.Actors;

namespace Spinner.Benchmarks.Micro;

/// <summary>What a start or a use of a running child costs.</summary>
[MemoryDiagnoser]
public class WarmPath
{
    private readonly Workshop _workshop = new();
    private SpinnerContender _contender = null!;
    private ISpinner _spinner = null!;
    private ChildOptions _options = null!;

    /// <summary>Starts the child.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        var programs = await NativePrograms.BuildAsync(_workshop.Directory) ?? throw new InvalidOperationException("There is no gcc here.");
        _contender = new SpinnerContender("micro", EngineChoice.Auto, programs, _workshop);
        _spinner = _contender.Spinner;
        _options = _contender.Child(programs.Child) with { Name = "web" };
        await _spinner.StartAsync(_options);
    }

    /// <summary>Stops it.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _contender.DisposeAsync();
        _workshop.Dispose();
    }

    /// <summary>By name.</summary>
    [Benchmark(Baseline = true)]
    public bool StartByName() => _spinner.StartAsync("web").IsCompletedSuccessfully;

    /// <summary>With the options it was started with.</summary>
    [Benchmark]
    public bool StartWithOptions() => _spinner.StartAsync(_options).IsCompletedSuccessfully;

    /// <summary>A use that ends at once.</summary>
    [Benchmark]
    public bool TryUse()
    {
        var used = _spinner.TryUse("web", out var use);
        use.Dispose();
        return used;
    }
}
