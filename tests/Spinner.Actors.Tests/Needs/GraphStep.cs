namespace Spinner.Actors.Tests.Needs;

/// <summary>What happens to one child of a graph.</summary>
public readonly record struct GraphStep(GraphMove Move, int Child)
{
    public override string ToString() => $"{Move}(c{Child})";
}

/// <summary>What may happen.</summary>
public enum GraphMove
{
    Start, StartAlone, Ask, GiveUp, Stop, Restart, Remove, StopAll, Ready, ReadyAll, ExitsWell, Crashes, Waits, WaitsLong, IgnoresTerm,
}
