namespace Spinner.Actors.Tests.Survival;

/// <summary>Tests with real processes run one after another, and beside no other test: else the machine's load becomes a fact of each.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "real processes";

    /// <summary>Full sizes instead of a tenth.</summary>
    public static bool Stress { get; } = StressRun.IsOn;
}
