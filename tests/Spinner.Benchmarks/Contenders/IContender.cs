namespace Spinner.Benchmarks.Contenders;

/// <summary>Who is measured. Times are milliseconds.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>Whether it takes part in every round; others, which are much slower, take part in a few.</summary>
    bool IsQuick { get; }

    /// <summary>From the call to a child that answers; null when it cannot do this kind.</summary>
    Task<double?> ColdAsync(ColdStart kind);

    /// <summary>From SIGKILL of a child to another one that answers.</summary>
    Task<double?> CrashAsync();

    /// <summary>All children answer; all are stopped by the contender and gone.</summary>
    Task<(double Start, double Stop)> FleetAsync(int count);
}

/// <summary>A C program on a TCP port, on a unix socket, and a node program on a unix socket.</summary>
internal enum ColdStart
{
    Tcp,
    Unix,
    Node,
}
