namespace Spinner.Actors.Remote;

/// <summary>What a peer may do. Each includes the ones before it.</summary>
public enum RemoteRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>See: get, list, events, output. Values of environment variables are never shown.</summary>
    Observe,

    /// <summary>Start, stop, restart and lease the children the server has.</summary>
    Operate,

    /// <summary>Start children with options, hence any command line, and remove children. This is remote code execution by design.</summary>
    Define,
}
