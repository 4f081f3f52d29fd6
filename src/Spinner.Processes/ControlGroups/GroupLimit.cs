using System.Globalization;

namespace Spinner.Processes;

/// <summary>One limit of a control group. A value.</summary>
/// <param name="Controller">What keeps it.</param>
/// <param name="File">Where it is written.</param>
/// <param name="Amount">How much.</param>
internal readonly record struct GroupLimit(string Controller, string File, long Amount)
{
    internal string Text => Amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>Those of a plan; none where it needs no group.</summary>
    internal static IReadOnlyList<GroupLimit> Of(LaunchPlan plan) =>
    [
        .. plan.MemoryHigh is { } high ? [new GroupLimit("memory", "memory.high", high)] : Array.Empty<GroupLimit>(),
        .. plan.MemoryMax is { } max ? [new GroupLimit("memory", "memory.max", max)] : Array.Empty<GroupLimit>(),
        .. plan.CpuWeight is { } weight ? [new GroupLimit("cpu", "cpu.weight", weight)] : Array.Empty<GroupLimit>(),
    ];
}
