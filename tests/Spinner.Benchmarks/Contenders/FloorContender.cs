namespace Spinner.Benchmarks.Contenders;

/// <summary>The C program that no supervisor can beat.</summary>
internal sealed class FloorContender(Floor floor, Workshop workshop) : IContender
{
    public string Name => "floor";

    public bool IsQuick => true;

    public async Task<double?> ColdAsync(ColdStart kind) => kind switch
    {
        ColdStart.Tcp => await floor.MillisecondsAsync($"cold {workshop.Tcp().PortValue}"),
        ColdStart.Unix => await floor.MillisecondsAsync($"cold {workshop.Unix()}"),
        _ => floor.HasNode ? await floor.MillisecondsAsync($"node {workshop.Unix()}") : null,
    };

    public async Task<double?> CrashAsync() => await floor.MillisecondsAsync($"crash {workshop.Unix()} {workshop.Unix()}");

    public async Task<(double Start, double Stop)> FleetAsync(int count)
    {
        var answer = await floor.AskAsync($"fleet {workshop.Unix()} {count}");
        return (answer[0] / 1e6, answer[1] / 1e6);
    }
}
