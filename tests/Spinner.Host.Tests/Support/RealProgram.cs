namespace Spinner.Host.Tests;

/// <summary>What all facts about the running program have in common.</summary>
internal static class RealProgram
{
    /// <summary>Milliseconds a fact may take, on a busy machine too.</summary>
    public const int Limit = 300_000;

    /// <summary>Full sizes instead of a tenth.</summary>
    public static bool Stress { get; } = StressRun.IsOn;
}
