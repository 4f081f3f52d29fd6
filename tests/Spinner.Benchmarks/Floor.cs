using System.Diagnostics;
using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>The program of floor.c: what the bare kernel needs, and the eye that sees other supervisors' children answer. One question at a time.</summary>
internal sealed class Floor : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    public Floor(NativePrograms programs)
    {
        HasNode = programs.Node is not null;
        string[] arguments = programs.Node is { } node ? [programs.Child, node, programs.Script] : [programs.Child];
        _process = Process.Start(new ProcessStartInfo(programs.Floor, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public bool HasNode { get; }

    public async Task<double> MillisecondsAsync(string command) => (await AskAsync(command))[0] / 1e6;

    /// <summary>When somebody answered, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public async Task<long> AnsweredAsync(string endpoint) => (await AskAsync($"await {endpoint}"))[0];

    /// <summary>When a process other than <paramref name="pid"/> answered.</summary>
    public async Task<long> AnsweredByOtherAsync(string endpoint, int pid) => (await AskAsync($"other {endpoint} {pid}"))[0];

    /// <summary>When nobody answered any more.</summary>
    public async Task<long> RefusedAsync(string endpoint) => (await AskAsync($"refused {endpoint}"))[0];

    public async Task<int> PidAsync(string endpoint) => (int)(await AskAsync($"pid {endpoint}"))[0];

    public async Task<long[]> AskAsync(string command)
    {
        await _turn.WaitAsync();
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidDataException("The floor has ended.");
        _turn.Release();
        if (answer == "-1") throw new TimeoutException($"Not within a minute: {command}");
        return [.. answer.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
        _turn.Dispose();
    }
}
