namespace Spinner.Control.Logs;

/// <summary>Bytes of one stream of a task.</summary>
sealed record TaskOutputPart(bool IsError, byte[] Bytes);

/// <summary>One who reads along while a task runs. Dispose it: the task waits for who does not read. Not safe for concurrent use.</summary>
/// <param name="output">Whose.</param>
/// <param name="next">The number of the first part it gets.</param>
/// <param name="wasCut">Something of the launch that runs was gone when it came.</param>
/// <param name="launches">How many launches had ended when it came.</param>
sealed class TaskOutputReader(TaskOutput output, long next, bool wasCut, int launches) : IDisposable
{
    /// <summary>For the output only: the number of the next part.</summary>
    public long Next { get; set; } = next;

    public bool WasCut => wasCut;

    public int LaunchesBefore => launches;

    /// <summary>All that came since the last time.</summary>
    public IReadOnlyList<TaskOutputPart> Read() => output.Read(this);

    public void Dispose() => output.Detach(this);
}
