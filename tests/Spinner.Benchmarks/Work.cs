namespace Spinner.Benchmarks;

/// <summary>What all contenders do, as the report names it.</summary>
internal static class Work
{
    public const string ColdTcp = "cold tcp";
    public const string ColdUnix = "cold unix";
    public const string ColdNode = "cold node";
    public const string Crash = "crash";
    public const string Start500 = "start 500";
    public const string Stop500 = "stop 500";
}
