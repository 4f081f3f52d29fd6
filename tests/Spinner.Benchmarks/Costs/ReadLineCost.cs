using System.Diagnostics;

namespace Spinner.Benchmarks.Costs;

/// <summary>
/// CPU in microseconds per line when <see cref="Process.BeginOutputReadLine"/> reads what <see cref="LogCost"/> has this library read: as many children, as
/// many lines. Each of them holds a thread of the pool while it waits.
/// </summary>
internal static class ReadLineCost
{
    public static async Task<double> MeasureAsync(NativePrograms programs, Workshop workshop, int count, TimeSpan during)
    {
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(count + threads, ports);
        var children = new List<Process>();
        try
        {
            var lines = 0L;
            for (var i = 0; i < count; i++) children.Add(Start(programs, workshop.Unix(), () => Interlocked.Increment(ref lines)));
            await ProcessUsage.SettleAsync();
            using var timer = new PeriodicTimer(during);
            var (cpu, before) = (ProcessUsage.Cpu, Interlocked.Read(ref lines));
            await timer.WaitForNextTickAsync();
            return (ProcessUsage.Cpu - cpu).TotalMicroseconds / (Interlocked.Read(ref lines) - before);
        }
        finally
        {
            foreach (var child in children) child.Kill();
            foreach (var child in children) await child.WhenEndedAsync();
            children.ForEach(c => c.Dispose());
            ThreadPool.SetMinThreads(threads, ports);
        }
    }

    private static Process Start(NativePrograms programs, string port, Action read)
    {
        var start = new ProcessStartInfo(programs.Child, ["lines", $"{LogCost.LinesPerSecond}"]) { RedirectStandardOutput = true };
        start.Environment["PORT"] = port;
        var child = new Process { StartInfo = start };
        child.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null) read();
        };
        child.Start();
        child.BeginOutputReadLine();
        return child;
    }
}
