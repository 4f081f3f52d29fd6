using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Spinner.Examples.Tests;

/// <summary>An example or a benchmark, run as a process of its own. It and whatever it started carry a mark in their environment, by which they are found.</summary>
sealed class RunningExample : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Marked _marked = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    /// <summary>Starts the example in this configuration, as it was built.</summary>
    public RunningExample(string name, params IEnumerable<string> args) : this(Metadata("Examples"), name, args)
    {
    }

    private RunningExample(string directory, string name, IEnumerable<string> args)
    {
        var dll = Path.Combine(directory, name, Metadata("Output"), name + ".dll");
        var start = new ProcessStartInfo(Dotnet, [dll, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Marked.Variable] = _marked.Value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The same of the benchmarks.</summary>
    public static RunningExample Benchmark(params IEnumerable<string> args) => new(Metadata("Tests"), "Spinner.Benchmarks", args);

    private static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", "dotnet"));

    /// <summary>What it printed so far.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>Waits for text that it prints; what follows it in that line.</summary>
    public async Task<string> AfterAsync(string text)
    {
        string? Find() => _lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => Find() is not null || _process.HasExited, $"the example printed '{text}'; it printed:\n{Printed}", Limit);
        var line = Find() ?? throw new InvalidOperationException($"It ended without printing '{text}'; it printed:\n{Printed}");
        return line[(line.IndexOf(text, StringComparison.Ordinal) + text.Length)..];
    }

    public void Terminate() => ProcFacts.Signal(_process.Id, 15);

    /// <summary>Waits for its end, and for nothing of what it started to be left.</summary>
    /// <param name="limit">How long, if not a minute.</param>
    public async Task<int> EndAsync(TimeSpan? limit = null)
    {
        await Eventually.HoldsAsync(() => _process.HasExited, $"the example ended; it printed:\n{Printed}", limit ?? Limit);
        Assert.Empty(_marked.Living);
        Assert.True(_process.WaitForExit(Limit));
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var pid in _marked.Living) ProcFacts.Signal(pid, 9);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }

    private static string Metadata(string key) =>
        typeof(RunningExample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == key).Value!;
}
