namespace Spinner.Benchmarks;

/// <summary>One figure divided by another of the same run.</summary>
internal static class Ratios
{
    /// <returns>Null where the other is missing, or was too short to be seen.</returns>
    public static double? Of(double ours, double? theirs) => theirs > 0 ? ours / theirs : null;
}
