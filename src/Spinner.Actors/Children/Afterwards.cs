namespace Spinner.Actors.Children;

/// <summary>What becomes of a child once its launches are gone.</summary>
abstract record Afterwards
{
    public sealed record Stopped : Afterwards;

    public sealed record Removed : Afterwards;

    public sealed record Faulted(string Why) : Afterwards;
}
