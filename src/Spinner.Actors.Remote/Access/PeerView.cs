using Spinner.Actors.Configuration;

namespace Spinner.Actors.Remote.Access;

/// <summary>A child as peers may see it.</summary>
static class PeerView
{
    /// <summary>Without its environment, where people keep secrets, and without what exists in the server's process only.</summary>
    public static ChildInfo ForPeers(this ChildInfo info) => info with
    {
        Options = info.Options with { Environment = null, Stdout = Serializable(info.Options.Stdout), Stderr = Serializable(info.Options.Stderr) },
    };

    private static OutputTarget? Serializable(OutputTarget? target) => target is null || OutputText.Write(target) is null ? null : target;
}
