namespace Spinner.Processes;

/// <summary>Starts what outlives its caller without the caller's execution context, whose values it would keep for ever and show to everybody. Stateless.</summary>
internal static class Quietly
{
    internal static T Start<T>(Func<T> start)
    {
        if (ExecutionContext.IsFlowSuppressed()) return start();
        using (ExecutionContext.SuppressFlow()) return start();
    }
}
