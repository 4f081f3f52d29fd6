namespace Spinner.Tests;

/// <summary>Whether the stress tests run in full size: <c>SPINNER_STRESS=1</c>.</summary>
public static class StressRun
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("SPINNER_STRESS") == "1";
}
