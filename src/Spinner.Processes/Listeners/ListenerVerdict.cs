namespace Spinner.Processes;

/// <summary>Whose listener answers on an endpoint. A value.</summary>
internal abstract record ListenerVerdict
{
    private ListenerVerdict() { }

    /// <summary>The launch's own process tree, and nobody else.</summary>
    internal sealed record Ours : ListenerVerdict;

    /// <summary>Nobody listens there.</summary>
    internal sealed record Nobody : ListenerVerdict;

    /// <summary>The system does not let us see it.</summary>
    internal sealed record Unknown : ListenerVerdict;

    /// <summary>Somebody else; or somebody else besides the launch, so that a connection may reach either.</summary>
    internal sealed record Stranger(ListenerOwner Owner) : ListenerVerdict;
}
