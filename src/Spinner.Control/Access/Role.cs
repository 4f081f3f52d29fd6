namespace Spinner.Control.Access;

/// <summary>What a caller of the control API may do.</summary>
enum Role
{
    /// <summary>Look: children, events, logs, health, metrics.</summary>
    Observe,

    /// <summary>Start, stop and restart children that are known, with the options they have.</summary>
    Operate,

    /// <summary>Say what is run: start with options or scripts, remove, reload.</summary>
    Define,
}
