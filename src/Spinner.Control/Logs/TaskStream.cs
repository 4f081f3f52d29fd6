using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>One stream of a task: to those who read along, and to its log. Written by one writer at a time.</summary>
sealed class TaskStream(LogStream log, TaskOutput output, bool isError) : WriteOnlyStream, ILaunchOutput
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await log.WriteAsync(buffer, cancellationToken);
        await output.WriteAsync(isError, buffer);
    }

    public void EndLaunch()
    {
        log.EndLaunch();
        output.End(isError);
    }
}
