namespace Spinner.Benchmarks.Costs;

/// <summary>What others need for the same, in the same run.</summary>
/// <param name="SupervisordIdleMsPerSecond">CPU for as many idle children; null where it is not installed.</param>
/// <param name="CatFloodCpuSeconds">CPU of <c>cat &gt; /dev/null</c> for as many bytes.</param>
/// <param name="ReadLineMicrosPerLine">CPU of <see cref="System.Diagnostics.Process.BeginOutputReadLine"/> for a line, of as many children.</param>
internal sealed record RivalCosts(double? SupervisordIdleMsPerSecond, double CatFloodCpuSeconds, double ReadLineMicrosPerLine);
