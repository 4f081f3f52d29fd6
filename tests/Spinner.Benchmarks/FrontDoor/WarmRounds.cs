using System.Text.Json.Serialization;
using Spinner.Benchmarks.FrontDoor.Loads;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>The same load on several servers, taking turns.</summary>
internal sealed class WarmRounds(ILoad load)
{
    private static readonly int Rounds = Effort.Of(5);
    private static readonly int Seconds = Effort.Of(3);
    private static readonly int OwnWarmUpSeconds = Effort.Of(10);
    private const int WarmUpSeconds = 1;

    /// <summary>Fills in what each target is measured by.</summary>
    public async Task RunAsync(IReadOnlyList<WarmTarget> targets)
    {
        foreach (var target in targets) await load.RunAsync(target.Port, target.IsOwn ? OwnWarmUpSeconds : WarmUpSeconds);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var target in targets)
            {
                var before = target.Cpu();
                var result = (await load.RunAsync(target.Port, Seconds)).Whole();
                target.PerSecond.Add(result.PerSecond);
                if (target.HasCpu) target.CpuMicros.Add((target.Cpu() - before).TotalMicroseconds / result.Requests);
            }
        }
    }
}

/// <summary>A server under load.</summary>
/// <param name="Name">As the report shows it.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="IsOwn">It is in this process, so that its CPU can be told, and the compiler needs some time for it.</param>
/// <param name="Rival">The process it is otherwise; null: nothing of it is told.</param>
internal sealed record WarmTarget(string Name, int Port, bool IsOwn, [property: JsonIgnore] IRival? Rival = null)
{
    public const string FrontDoor = "front door";
    public const string Nginx = "nginx";
    public const string Haproxy = "haproxy";

    /// <summary>Its CPU can be told.</summary>
    public bool HasCpu => IsOwn || Rival is not null;

    /// <summary>CPU it has used.</summary>
    public TimeSpan Cpu() => IsOwn ? ProcessUsage.Cpu : Rival?.Cpu ?? TimeSpan.Zero;

    /// <summary>Requests per second, each round's.</summary>
    public List<double> PerSecond { get; } = [];

    /// <summary>CPU of one request, each round's; empty when it is not our own.</summary>
    public List<double> CpuMicros { get; } = [];
}
