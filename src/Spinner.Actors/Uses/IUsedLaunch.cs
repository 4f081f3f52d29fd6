namespace Spinner.Actors.Uses;

/// <summary>A launch somebody uses, on this node or another.</summary>
interface IUsedLaunch
{
    /// <summary>What is known of it.</summary>
    ChildReady Ready { get; }

    /// <summary>The use has ended.</summary>
    void Exit();
}
