using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Spinner.Benchmarks.Calls;

/// <summary>What one call of the command line takes, from its start to its end, beside an empty program that is built the same way.</summary>
internal sealed record CallLatency(IReadOnlyList<Samples> Samples)
{
    private const int Rounds = 41;
    private const int WarmUp = 4;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    public static async Task<CallLatency> MeasureAsync(Workshop workshop)
    {
        var (floor, spinner) = (await PublishedPrograms.EmptyAsync(workshop.Directory), await PublishedPrograms.SpinnerAsync(workshop.Directory));
        var socket = Path.Combine(workshop.Directory, "control.sock");
        using var daemon = Process.Start(Programs.Quiet(spinner, "up", "--plain", "--socket", socket, "-c", Children(workshop.Directory)))!;
        try
        {
            await UntilItAnswersAsync(spinner, socket);
            return new CallLatency(await TurnsAsync(
                ("empty program", floor, []), ("spinner list", spinner, ["list", "--socket", socket]),
                ("spinner get", spinner, ["get", "web", "--socket", socket]), ("spinner stop", spinner, ["stop", "web", "--socket", socket])));
        }
        finally
        {
            await Programs.RunAsync("kill", daemon.Id.ToString(CultureInfo.InvariantCulture));
            await daemon.WhenEndedAsync();
        }
    }

    public string ToTable() => string.Join('\n', Samples.Select(s => string.Create(
        CultureInfo.InvariantCulture,
        $"{s.Contender,-14} median {s.Median,6:0.0} ms, 95 % within {s.P95,6:0.0} ms, least {s.Values.Min(),6:0.0} ms")));

    public string ToJson() => JsonSerializer.Serialize(new { samplesMs = Samples }, Indented);

    private static string Children(string directory)
    {
        var file = Path.Combine(directory, "children.conf");
        File.WriteAllText(file, $$"""
            host.log-dir = "{{directory}}/logs"
            spinner {
              state-dir = "{{directory}}/state"
              children.web.command = sleep
            }
            """);
        return file;
    }

    private static async Task<IReadOnlyList<Samples>> TurnsAsync(params (string Name, string Program, string[] Arguments)[] calls)
    {
        var took = calls.ToDictionary(call => call.Name, _ => new List<double>());
        for (var round = -WarmUp; round < Rounds; round++)
        {
            foreach (var (name, program, arguments) in calls)
            {
                var began = Stopwatch.GetTimestamp();
                await Programs.RunAsync(program, arguments);
                if (round >= 0) took[name].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return [.. took.Select(t => new Samples("call", t.Key, t.Value))];
    }

    private static async Task UntilItAnswersAsync(string spinner, string socket)
    {
        using var timer = new PeriodicTimer(Every);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await AnswersAsync(spinner, socket)) await timer.WaitForNextTickAsync(late.Token);
    }

    private static async Task<bool> AnswersAsync(string spinner, string socket)
    {
        try
        {
            await Programs.RunAsync(spinner, "list", "--socket", socket);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Not yet.
            return false;
        }
    }
}
