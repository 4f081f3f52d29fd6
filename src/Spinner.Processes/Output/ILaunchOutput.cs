namespace Spinner.Processes;

/// <summary>A stream that several launches of a child write to and that wants to know where the output of one ends.</summary>
internal interface ILaunchOutput
{
    /// <summary>One of a launch's streams has ended. Any thread, may block; never while it is written to.</summary>
    void EndLaunch();
}
