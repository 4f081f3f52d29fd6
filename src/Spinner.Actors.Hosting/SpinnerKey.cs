namespace Spinner.Actors;

/// <summary>The key of the manager in the actor registry: inject <c>IRequiredActor&lt;SpinnerKey&gt;</c>.</summary>
public sealed class SpinnerKey;
