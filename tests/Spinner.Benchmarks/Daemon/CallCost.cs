using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Spinner.Benchmarks.Daemon;

/// <summary>What calls of programs take from start to end, and of a processor, in turns.</summary>
internal sealed partial record CallCost(string Name, Samples Wall, double CpuMs)
{
    private const int WarmUp = 4;
    private const int OfChildrenThatEnded = -1;
    private static readonly int Rounds = Effort.Of(41);

    /// <exception cref="InvalidOperationException">A call failed.</exception>
    public static async Task<IReadOnlyList<CallCost>> MeasureAsync(params (string Name, string Program, string[] Arguments)[] calls)
    {
        var took = calls.ToDictionary(call => call.Name, _ => (Wall: new List<double>(), Cpu: new List<double>()));
        for (var round = -WarmUp; round < Rounds; round++)
        {
            foreach (var (name, program, arguments) in calls)
            {
                var (began, cpu) = (Stopwatch.GetTimestamp(), CpuOfChildren());
                await RunAsync(program, arguments);
                var (wall, used) = (Stopwatch.GetElapsedTime(began), CpuOfChildren() - cpu);
                if (round < 0) continue;
                took[name].Wall.Add(wall.TotalMilliseconds);
                took[name].Cpu.Add(used.TotalMilliseconds);
            }
        }

        return [.. took.Select(t => new CallCost(t.Key, new Samples("call", t.Key, t.Value.Wall), new Samples("cpu", t.Key, t.Value.Cpu).Median))];
    }

    // Without a shell between, whose start would count as the program's.
    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WhenEndedAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static TimeSpan CpuOfChildren()
    {
        Span<long> usage = stackalloc long[18];
        if (GetUsage(OfChildrenThatEnded, usage) != 0) throw new InvalidOperationException("getrusage failed.");
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    // struct rusage: two times of seconds and microseconds, user and system, then fourteen numbers.
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
