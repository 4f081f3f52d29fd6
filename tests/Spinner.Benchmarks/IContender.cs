namespace Spinner.Benchmarks;

/// <summary>Who is measured. Times are milliseconds.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>From the call to a child that answers.</summary>
    Task<double> ColdAsync(bool isUnix);

    /// <summary>From SIGKILL of a child to another one that answers.</summary>
    Task<double> CrashAsync();

    /// <summary>All children answer; all are stopped by SIGTERM and gone.</summary>
    Task<(double Start, double Stop)> FleetAsync(int count);
}
