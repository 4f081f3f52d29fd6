namespace Spinner.Benchmarks;

/// <summary>How much is measured. Set before anything is.</summary>
internal static class Effort
{
    private const int Part = 20;

    /// <summary>A twentieth of everything: whether it runs, no figures to look at.</summary>
    public static bool IsBrief { get; set; }

    /// <summary>Rounds, children, seconds: at least one.</summary>
    public static int Of(int full) => IsBrief ? Math.Max(1, full / Part) : full;

    /// <summary>What is shown of it.</summary>
    public static string Shown(string table) => IsBrief ? "It runs. Without --brief there would be figures." : table;

    public static TimeSpan Of(TimeSpan full) => IsBrief ? full / Part : full;
}
