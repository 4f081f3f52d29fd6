namespace Spinner.Processes;

/// <summary>For a launch that listens on nothing.</summary>
internal sealed class NoQuestion : ListenerQuestion
{
    internal override Sighting? Ask() => null;
}
