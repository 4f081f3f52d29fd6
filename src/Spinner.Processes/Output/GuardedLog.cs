using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>A log that must not throw, held to it: one child's broken log must not end the thread that serves all.</summary>
internal sealed class GuardedLog(Action<OutputBatch> log)
{
    internal void Tell(OutputBatch batch)
    {
        try
        {
            log(batch);
        }
        catch (Exception bug)
        {
            // The log itself is what is broken, so only a debugger can be told.
            Debug.WriteLine(bug);
        }
    }
}
