using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Something the reactor runs, and who is told when it throws: its owner ends then, the reactor does not. A value.</summary>
internal readonly record struct ReactorWork(Action Action, Action<Exception>? Broken)
{
    internal void Run()
    {
        try
        {
            Action();
        }
        catch (Exception bug)
        {
            Break(bug);
        }
    }

    internal void Break(Exception bug)
    {
        try
        {
            if (Broken is null) Debug.WriteLine(bug);
            else Broken(bug);
        }
        catch (Exception worse)
        {
            // An owner that cannot even end: only a debugger can be told.
            Debug.WriteLine(worse);
        }
    }
}
